package org.rdvae.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rdvae.base.Setting;

/** Photographs of any size, of which a codec sees patches. */
public record PhotoSettings(
    @Setting("Folder of pictures, sub-folders included; needed to train.") Optional<Path> path,
    @Setting("Folder of pictures to validate on; if not given, a tenth of those in path is taken.")
        Optional<Path> validationPath,
    @Setting(
            value = "Height and width of a patch in pixels, a multiple of what the codec needs.",
            initial = "128",
            min = 16,
            max = 2048)
        int patch,
    @Setting(value = "Patches in an epoch.", initial = "8000", min = 1, max = 100_000_000)
        int patchesPerEpoch,
    @Setting(
            value = "Patches to validate on, from the middles of the validation pictures.",
            initial = "24",
            min = 1,
            max = 10_000)
        int validationPatches,
    @Setting(
            value =
                "Factors by which JPEG and WebP pictures are shrunk, each to a picture of its own,"
                    + " before patches are taken: 2 removes most traces of their compression.",
            initial = "[2]")
        List<Integer> lossyShrink,
    @Setting(value = "The same for pictures of other formats.", initial = "[1, 2]")
        List<Integer> losslessShrink) {
  public PhotoSettings {
    lossyShrink = List.copyOf(lossyShrink);
    losslessShrink = List.copyOf(losslessShrink);
  }

  /** The same with the folders of another. */
  public PhotoSettings withPaths(PhotoSettings other) {
    return new PhotoSettings(
        other.path,
        other.validationPath,
        patch,
        patchesPerEpoch,
        validationPatches,
        lossyShrink,
        losslessShrink);
  }

  /** Values of all patches to validate on, which are kept in one array. */
  public long validationValues() {
    return validationPatches * valuesOfPatch();
  }

  /** As many as an array has room for. */
  public int mostValidationPatches() {
    return (int) (ImageSet.MOST_VALUES / valuesOfPatch());
  }

  private long valuesOfPatch() {
    return 3L * patch * patch;
  }

  /** A larger factor leaves nothing to look at. */
  public static final int MOST_SHRINK = 16;
}
