package org.rdvae.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.base.Sha256;
import org.rdvae.codec.Photo;
import org.rdvae.data.ReadingProgress;
import org.rdvae.evaluation.CoderMeasurement;
import org.rdvae.evaluation.ExternalCoder;
import org.rdvae.evaluation.ImageCoder;
import org.rdvae.evaluation.NamedPhoto;
import org.rdvae.evaluation.PhotoMeasure;
import org.rdvae.evaluation.RateCurve;
import org.rdvae.report.CurveReport;
import org.rdvae.report.MeasuredPicture;

/**
 * Measures rate against distortion of several coders on the same pictures.
 *
 * @param photos at least one
 * @param threads how many pictures are coded at once
 * @param command as it was given, for the record
 */
public record CurveRun(List<NamedPhoto> photos, int threads, String command) {
  private static final int HASH_DIGITS = 16;

  /**
   * Does all of it. A program of others that fails is left out, and a line says so: half a curve
   * would be compared with whole ones.
   *
   * @param coders in the order of the report
   * @param saved curves of earlier runs, to compare with
   * @return empty if it was interrupted
   * @throws Failure if no curve is left, if a picture cannot be read, if saved curves are of other
   *     pictures, or if a model fails
   */
  public Optional<CurveReport> measure(
      List<ImageCoder> coders, List<SavedCurves> saved, WatchedWork work) {
    Map<String, Object> origin = ResultOrigin.now(command, threads);
    Optional<List<MeasuredPicture>> pictures = work.reading(this::pictures);
    if (pictures.isEmpty()) {
      return Optional.empty();
    }
    saved.forEach(curves -> curves.require(pictures.get()));
    List<RateCurve> curves = new ArrayList<>();
    Map<String, List<PhotoMeasure>> measures = new LinkedHashMap<>();
    for (ImageCoder coder : coders) {
      try {
        Optional<List<PhotoMeasure>> measured = measure(coder, work);
        if (measured.isEmpty()) {
          return Optional.empty();
        }
        measures.put(coder.name(), measured.get());
        curves.add(RateCurve.of(coder, measured.get()));
      } catch (Failure e) {
        if (!(coder instanceof ExternalCoder)) {
          throw e;
        }
        BaselineSearch.sayLeftOut(coder.name(), e);
      }
    }
    saved.forEach(earlier -> curves.addAll(earlier.besides(curves)));
    if (curves.isEmpty()) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, "No coder is left to measure; see the lines above.");
    }
    return Optional.of(new CurveReport(origin, pictures.get(), curves, measures));
  }

  private Optional<List<PhotoMeasure>> measure(ImageCoder coder, WatchedWork work) {
    return work.run(
        coder.name()
            + ", "
            + photos.size()
            + " pictures at "
            + coder.qualities().size()
            + " qualities",
        photos.size() * coder.qualities().size(),
        progress -> CoderMeasurement.of(coder, photos, threads, progress));
  }

  /** Every picture is read before any work: a bad one at the end would spoil all of it. */
  private List<MeasuredPicture> pictures(ReadingProgress progress) {
    List<MeasuredPicture> pictures = new ArrayList<>();
    for (NamedPhoto named : photos) {
      Photo photo = named.reader().get();
      pictures.add(
          new MeasuredPicture(
              named.name(),
              photo.width(),
              photo.height(),
              Sha256.of(photo.pixels()).substring(0, HASH_DIGITS)));
      progress.at(pictures.size(), photos.size());
    }
    return pictures;
  }
}
