package org.rdvae.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.CurvePoint;
import org.rdvae.evaluation.RateCurve;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Curves as JSON, and back: so that they can be compared where their programs are missing. */
public final class CurveJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * What is read back.
   *
   * @param curves without their seconds, which are those of another run, maybe elsewhere
   */
  public record Saved(List<MeasuredPicture> pictures, List<RateCurve> curves) {}

  private CurveJson() {}

  static String write(CurveReport report) {
    Map<String, Object> json = new LinkedHashMap<>(report.origin());
    json.put("pictures", report.pictures());
    List<Object> coders = new ArrayList<>();
    List<Object> points = new ArrayList<>();
    for (RateCurve curve : report.curves()) {
      Map<String, Object> coder = new LinkedHashMap<>();
      coder.put("name", curve.name());
      coder.put("version", curve.version());
      coder.put("settings", curve.settings());
      coders.add(coder);
      curve.points().forEach(point -> points.add(point(curve.name(), point)));
    }
    BdRates rates = report.bdRates();
    json.put("coders", coders);
    json.put("points", points);
    json.put("bd_rate", rates.ofFirst());
    json.put("bd_rates", rates.json());
    return JSON.writeValueAsString(json);
  }

  private static Map<String, Object> point(String coder, CurvePoint point) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("coder", coder);
    json.put("quality", point.quality());
    json.put("bytes", point.bytes());
    json.put("bits_per_pixel", point.bitsPerPixel());
    json.put("psnr", point.psnr());
    json.put("ms_ssim", point.msSsim());
    json.put("encode_seconds", point.encodeSeconds());
    json.put("decode_seconds", point.decodeSeconds());
    JsonNumbers.replaceIn(json);
    return json;
  }

  /**
   * Reads what was written.
   *
   * @throws Failure MISSING_PATH, INPUT_OUTPUT or BAD_DATA
   */
  public static Saved read(Path file) {
    if (!Files.exists(file)) {
      throw new Failure(Failure.Kind.MISSING_PATH, file + " does not exist.");
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      List<MeasuredPicture> pictures = new ArrayList<>();
      for (JsonNode picture : list(json, "pictures", file)) {
        pictures.add(
            new MeasuredPicture(
                member(picture, "name", file).asString(),
                member(picture, "width", file).asInt(),
                member(picture, "height", file).asInt(),
                member(picture, "sha256", file).asString()));
      }
      List<RateCurve> curves = new ArrayList<>();
      for (JsonNode coder : list(json, "coders", file)) {
        String name = member(coder, "name", file).asString();
        if (curves.stream().anyMatch(curve -> curve.name().equals(name))) {
          throw bad(file, "two coders of the name " + name);
        }
        List<CurvePoint> points = new ArrayList<>();
        for (JsonNode point : list(json, "points", file)) {
          if (member(point, "coder", file).asString().equals(name)) {
            points.add(point(point, file));
          }
        }
        curves.add(
            new RateCurve(
                name,
                member(coder, "version", file).asString(),
                member(coder, "settings", file).asString(),
                points));
      }
      return new Saved(pictures, curves);
    } catch (JacksonException e) {
      throw bad(file, "something else: " + e.getMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static CurvePoint point(JsonNode point, Path file) {
    return new CurvePoint(
        number(point, "quality", file),
        number(point, "bytes", file),
        number(point, "bits_per_pixel", file),
        number(point, "psnr", file),
        number(point, "ms_ssim", file),
        Double.NaN,
        Double.NaN);
  }

  private static double number(JsonNode object, String name, Path file) {
    JsonNode number = member(object, name, file);
    if (!number.isNumber() && !number.isNull()) {
      throw bad(file, "no number " + name);
    }
    return number.isNull() ? Double.NaN : number.asDouble();
  }

  private static JsonNode list(JsonNode object, String name, Path file) {
    JsonNode list = object.get(name);
    if (list == null || !list.isArray()) {
      throw bad(file, "no list of " + name);
    }
    return list;
  }

  private static JsonNode member(JsonNode object, String name, Path file) {
    JsonNode member = object.get(name);
    if (member == null) {
      throw bad(file, "no " + name);
    }
    return member;
  }

  private static Failure bad(Path file, String found) {
    return new Failure(
        Failure.Kind.BAD_DATA, file + ": expected what rdvae curve writes, found " + found + ".");
  }
}
