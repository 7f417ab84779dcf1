package org.rdvae.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.base.Sha256;

/**
 * The pictures that a codec is trained and validated on, in memory, in colour and shrunk as the
 * settings say. Pictures that are smaller than a patch then are left out.
 *
 * @param notes what was left out, a sentence each
 */
public record PhotoSet(
    PhotoSettings settings,
    List<Picture> training,
    List<Picture> validation,
    String fingerprint,
    List<String> notes) {
  private static final int CHANNELS = 3;
  private static final int VALIDATION_SHARE = 10;

  /**
   * Reads all pictures.
   *
   * @throws Failure BAD_CONFIG if no picture is large enough to train or to validate on, BAD_DATA
   *     if one cannot be read
   */
  public static PhotoSet read(PhotoSettings settings, ReadingProgress progress) {
    MessageDigest digest = Sha256.begin();
    List<String> notes = new ArrayList<>();
    List<Path> all = files(settings.path().orElseThrow());
    PhotoCheck check = new PhotoCheck(settings);
    check.files(all.size());
    List<Path> toValidate = new ArrayList<>();
    if (settings.validationPath().isPresent()) {
      toValidate.addAll(files(settings.validationPath().get()));
    } else {
      for (int i = all.size() - 1; i >= 0; i -= VALIDATION_SHARE) {
        toValidate.add(all.remove(i));
      }
    }
    int count = all.size() + toValidate.size();
    List<Picture> training = read(settings, all, 0, count, digest, notes, progress);
    List<Picture> validation =
        read(settings, toValidate, all.size(), count, digest, notes, progress);
    check.pictures(training, validation, notes);
    String fingerprint =
        String.format(
            Locale.ROOT,
            "photos %d/%d %d sha256 %s",
            training.size(),
            validation.size(),
            settings.patch(),
            Fingerprint.shorten(digest));
    return new PhotoSet(settings, training, validation, fingerprint, List.copyOf(notes));
  }

  private static List<Path> files(Path folder) {
    return new ArrayList<>(
        ImageFolderListing.of(folder).entries().stream().map(FolderFiles.Entry::path).toList());
  }

  private static List<Picture> read(
      PhotoSettings settings,
      List<Path> files,
      int done,
      int count,
      MessageDigest digest,
      List<String> notes,
      ReadingProgress progress) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      progress.at(done + i + 1, count);
      Path file = files.get(i);
      PictureFile content = PictureFile.of(file);
      Picture whole = content.picture();
      digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      digest.update(ByteBuffer.allocate(8).putInt(whole.width()).putInt(whole.height()).flip());
      digest.update(whole.pixels());
      int kept = pictures.size();
      for (int factor : content.isLossy() ? settings.lossyShrink() : settings.losslessShrink()) {
        if (Math.min(whole.width(), whole.height()) / factor >= settings.patch()) {
          pictures.add(shrunk(whole, factor));
        }
      }
      if (pictures.size() == kept) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s has %d x %d pixels, too few for a patch of %d; left out",
                file,
                whole.width(),
                whole.height(),
                settings.patch()));
      }
    }
    return pictures;
  }

  /** Means over squares of pixels, in three channels. */
  static Picture shrunk(Picture picture, int factor) {
    int width = picture.width() / factor;
    int height = picture.height() / factor;
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS)];
    int area = factor * factor;
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < CHANNELS; c++) {
          int sum = area / 2;
          for (int k = 0; k < area; k++) {
            sum += value(picture, x * factor + k % factor, y * factor + k / factor, c);
          }
          pixels[to++] = (byte) (sum / area);
        }
      }
    }
    return new Picture(width, height, CHANNELS, pixels, picture.profile(), List.of());
  }

  private static int value(Picture picture, int x, int y, int channel) {
    int pixel = (y * picture.width() + x) * picture.channels();
    return Byte.toUnsignedInt(picture.pixels()[pixel + (picture.channels() == 1 ? 0 : channel)]);
  }

  /** Batches to train on. */
  public PhotoPatches batches(int batch, long seed) {
    return new PhotoPatches(training, settings.patch(), batch, settings.patchesPerEpoch(), seed);
  }

  /** The patches to validate on, one after the other, height x width x 3 values from 0 to 1. */
  public float[] validationPatches() {
    return PhotoPatches.middles(validation, settings.patch(), settings.validationPatches());
  }
}
