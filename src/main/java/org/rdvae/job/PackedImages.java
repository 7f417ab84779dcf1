package org.rdvae.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.codec.BitsBackCost;
import org.rdvae.network.FeatureShape;
import tools.jackson.databind.json.JsonMapper;

/**
 * A set of images as a file, and what it cost.
 *
 * @param file all of its bytes
 * @param initialBits of the file, from which the first image's latent variables were drawn
 * @param model the first digits of its hash
 * @param modelBytes what unpacking needs besides the file
 */
public record PackedImages(
    FeatureShape shape,
    int count,
    byte[] file,
    int initialBits,
    BitsBackCost cost,
    String model,
    long modelBytes) {
  private static final double NATS = Math.log(2);

  private double fileBits() {
    return (double) file.length * Byte.SIZE;
  }

  private double values() {
    return (double) count * shape.size();
  }

  private double natsPerImage(double bits) {
    return bits * NATS / count;
  }

  /** One JSON object: nats are per image, bits per dimension those of the −ELBO. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("model_bytes", modelBytes);
    json.put("images", count);
    json.put("height", shape.height());
    json.put("width", shape.width());
    json.put("channels", shape.channels());
    json.put("bytes", file.length);
    json.put("file_bits_per_dimension", fileBits() / values());
    json.put("elbo", -natsPerImage(cost.negativeElboBits()));
    json.put("rate", natsPerImage(cost.rateBits()));
    json.put("distortion", natsPerImage(cost.distortionBits()));
    json.put("bits_per_dimension", cost.negativeElboBits() / values());
    json.put("file_over_elbo", fileBits() / cost.negativeElboBits());
    json.put("initial_bits", initialBits);
    return JsonMapper.shared().writeValueAsString(json);
  }

  /** A small table. */
  public String text() {
    double elbo = cost.negativeElboBits();
    return String.join(
        "\n",
        List.of(
            line("%,d images of %d x %d", count, shape.height(), shape.width())
                + (shape.channels() == 1 ? "" : " in colour")
                + ", model "
                + model,
            "                     bytes  bits per dimension",
            line("file        %,14d %19.4f", file.length, fileBits() / values()),
            line("-ELBO       %,14.0f %19.4f", elbo / Byte.SIZE, elbo / values()),
            line(
                "  %.2f nats an image = rate %.2f + distortion %.2f",
                natsPerImage(elbo),
                natsPerImage(cost.rateBits()),
                natsPerImage(cost.distortionBits())),
            line(
                "file over -ELBO: %.2f %%; %,d initial bits are in the file",
                100 * (fileBits() / elbo - 1), initialBits),
            line("model       %,14d, needed to unpack", modelBytes)));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
