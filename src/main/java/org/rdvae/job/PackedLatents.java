package org.rdvae.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.network.FeatureShape;
import tools.jackson.databind.json.JsonMapper;

/**
 * A set of images as a file of rounded latent variables, and what it cost, beside what the model
 * says the images cost without rounding. Rates and distortions are in nats per image.
 *
 * @param steps the step of rounding in standard deviations of the posterior
 * @param file all of its bytes
 * @param rate KL(q(z|x) || p(z)) of the model
 * @param sampledDistortion -E_q[log p(x|z)] of the model, from one sample an image
 * @param distortion -log p(x|ẑ) with the file's latent variables
 * @param squaredError mean over all values, of images from 0 to 1 and what the file decodes to
 * @param model the first digits of its hash
 */
public record PackedLatents(
    FeatureShape shape,
    int count,
    double steps,
    byte[] file,
    double rate,
    double sampledDistortion,
    double distortion,
    double squaredError,
    String model) {
  private double fileRate() {
    return file.length * (double) Byte.SIZE * Math.log(2) / count;
  }

  private double psnr() {
    return -10 * Math.log10(squaredError);
  }

  /** One JSON object; nats are per image. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("images", count);
    json.put("height", shape.height());
    json.put("width", shape.width());
    json.put("channels", shape.channels());
    json.put("steps", steps);
    json.put("bytes", file.length);
    json.put("file_rate", fileRate());
    json.put("file_distortion", distortion);
    json.put("file_psnr", Double.isFinite(psnr()) ? psnr() : null);
    json.put("rate", rate);
    json.put("distortion", sampledDistortion);
    json.put("elbo", -(rate + sampledDistortion));
    return JsonMapper.shared().writeValueAsString(json);
  }

  /** A small table. */
  public String text() {
    double pixels = shape.height() * shape.width();
    return String.join(
        "\n",
        List.of(
            line("%,d images of %d x %d", count, shape.height(), shape.width())
                + (shape.channels() == 1 ? "" : " in colour")
                + ", model "
                + model
                + line(", step %s standard deviations", steps),
            line(
                "%,d bytes, %.4f bits per pixel, %.2f dB PSNR",
                file.length, file.length * (double) Byte.SIZE / count / pixels, psnr()),
            "nats an image       rate   distortion        sum",
            row("file", fileRate(), distortion),
            row("model, -ELBO", rate, sampledDistortion)));
  }

  private static String row(String name, double rate, double distortion) {
    return line("%-12s %11.2f %12.2f %10.2f", name, rate, distortion, rate + distortion);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
