package org.rdvae.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.evaluation.QualityText;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is told of a photo that was compressed or decompressed.
 *
 * @param bytes of the whole {@code .rdv} file
 * @param quality that the file was made with, 1 to 8
 * @param psnr of the decoded picture in decibels; empty if the original is not known, infinite if
 *     nothing was lost
 * @param seconds for the coding alone, without reading, writing and measuring
 * @param notes what the user should know, a sentence each
 */
public record FileReport(
    FilePair files,
    int width,
    int height,
    int channels,
    long bytes,
    double quality,
    OptionalDouble psnr,
    double seconds,
    List<String> notes) {
  private static final double BITS_PER_BYTE = 8;

  public FileReport {
    notes = List.copyOf(notes);
  }

  static FileReport of(
      FilePair files,
      Photo photo,
      long bytes,
      double quality,
      OptionalDouble psnr,
      double seconds,
      List<String> notes) {
    return new FileReport(
        files,
        photo.width(),
        photo.height(),
        photo.channels(),
        bytes,
        quality,
        psnr,
        seconds,
        notes);
  }

  /** Of the whole file. */
  public double bitsPerPixel() {
    return BITS_PER_BYTE * bytes / ((double) width * height);
  }

  /** A line for people. */
  public String text() {
    String fidelity =
        psnr.isEmpty()
            ? ""
            : Double.isInfinite(psnr.getAsDouble())
                ? ", no loss"
                : String.format(Locale.ROOT, ", PSNR %.2f dB", psnr.getAsDouble());
    return String.format(
        Locale.ROOT,
        "%s -> %s: %d x %d, %,d bytes, %.4f bits per pixel, quality %s%s, %.2f s",
        files.input(),
        files.output(),
        width,
        height,
        bytes,
        bitsPerPixel(),
        QualityText.of(quality),
        fidelity,
        seconds);
  }

  /** A line for programs; {@code psnr} is null if it is infinite, and left out if unknown. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("input", files.input());
    json.put("output", files.output());
    json.put("width", width);
    json.put("height", height);
    json.put("channels", channels);
    json.put("bytes", bytes);
    json.put("bits_per_pixel", bitsPerPixel());
    json.put("quality", quality);
    psnr.ifPresent(decibels -> json.put("psnr", Double.isFinite(decibels) ? decibels : null));
    json.put("seconds", seconds);
    json.put("notes", notes);
    return JsonMapper.shared().writeValueAsString(json);
  }

  /** The line for programs of a file that is at fault. */
  public static String json(FilePair files, Failure failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("input", files.input());
    json.put("error", failure.getMessage());
    return JsonMapper.shared().writeValueAsString(json);
  }
}
