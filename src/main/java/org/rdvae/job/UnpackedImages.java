package org.rdvae.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Folders;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureWriter;
import org.rdvae.network.FeatureShape;
import tools.jackson.databind.json.JsonMapper;

/**
 * Images that were packed without loss.
 *
 * @param bits whether the model is of bits; a value is then 0, or what stood for 1
 * @param values of all images, one after the other
 */
public record UnpackedImages(FeatureShape shape, boolean bits, byte[] values) {
  public int count() {
    return values.length / shape.size();
  }

  /** Whether this output is one idx file, and not a folder of pictures. */
  public static boolean isIdx(Path out) {
    return IdxWriter.isIdx(out) && !Files.isDirectory(out);
  }

  private static Path picture(Path folder, int image) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.png", image));
  }

  /**
   * Writes an idx file, or into a folder a PNG of each image, 1 of bits being white there.
   *
   * @throws Failure OUTPUT or INPUT_OUTPUT if that cannot be done
   */
  public void write(Path out) {
    if (isIdx(out)) {
      Folders.make(out.toAbsolutePath().getParent());
      AtomicFile.write(out, stream -> IdxWriter.write(out, shape, values, stream));
      return;
    }
    Folders.make(out);
    for (int image = 0; image < count(); image++) {
      Picture picture = picture(image);
      AtomicFile.write(picture(out, image), stream -> PictureWriter.writePng(picture, stream));
    }
  }

  /** One JSON object: how many images of which size were written where. */
  public String json(Path out) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("images", count());
    json.put("height", shape.height());
    json.put("width", shape.width());
    json.put("channels", shape.channels());
    json.put("out", out.toString());
    return JsonMapper.shared().writeValueAsString(json);
  }

  private Picture picture(int image) {
    byte[] pixels = Arrays.copyOfRange(values, image * shape.size(), (image + 1) * shape.size());
    for (int i = 0; bits && i < pixels.length; i++) {
      pixels[i] = (byte) (pixels[i] == 0 ? 0 : 255);
    }
    return new Picture(
        shape.width(), shape.height(), shape.channels(), pixels, Optional.empty(), List.of());
  }
}
