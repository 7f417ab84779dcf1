package org.rdvae.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.RateCurve;
import org.rdvae.report.CurveJson;
import org.rdvae.report.MeasuredPicture;

/**
 * Curves that an earlier run wrote.
 *
 * @param file where they stand
 */
public record SavedCurves(Path file, CurveJson.Saved saved) {

  public static SavedCurves read(Path file) {
    return new SavedCurves(file, CurveJson.read(file));
  }

  /**
   * Refuses to compare curves of other pictures: pictures differ more than coders do.
   *
   * @throws Failure BAD_DATA if they are not the same, whatever their names and their order
   */
  void require(List<MeasuredPicture> pictures) {
    Set<String> here = hashes(pictures);
    Set<String> there = hashes(saved.pictures());
    if (!here.equals(there)) {
      long both = here.stream().filter(there::contains).count();
      throw new Failure(
          Failure.Kind.BAD_DATA,
          file
              + ": expected curves of the same "
              + here.size()
              + " pictures, found curves of "
              + there.size()
              + " pictures, of which "
              + both
              + " are the same.");
    }
  }

  private static Set<String> hashes(List<MeasuredPicture> pictures) {
    return pictures.stream().map(MeasuredPicture::sha256).collect(Collectors.toSet());
  }

  /** The curves, each with another name than all that are there already. */
  List<RateCurve> besides(List<RateCurve> others) {
    Set<String> taken = others.stream().map(RateCurve::name).collect(Collectors.toSet());
    return saved.curves().stream().map(curve -> renamed(curve, taken)).toList();
  }

  private RateCurve renamed(RateCurve curve, Set<String> taken) {
    String name = curve.name();
    for (int number = 1; !taken.add(name); number++) {
      String which = number == 1 ? "" : " " + number;
      name = curve.name() + " (" + file.getFileName() + which + ")";
    }
    return new RateCurve(name, curve.version(), curve.settings(), curve.points());
  }
}
