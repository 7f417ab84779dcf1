package org.rdvae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.evaluation.FactorMeasures;
import tools.jackson.databind.json.JsonMapper;

/**
 * What latent variables tell of known factors, for people and for programs.
 *
 * @param model the first digits of the model's hash
 * @param data which images were measured
 */
public record FactorReport(FactorMeasures measures, String model, String data) {

  /** One JSON object. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("data", data);
    json.put("images", measures.images());
    json.put("mutual_information_gap", measures.gap());
    json.put("disentanglement", measures.disentanglement());
    json.put("completeness", measures.completeness());
    json.put("informativeness", measures.informativeness());
    json.put("accuracy", measures.accuracy());
    json.put("factors", measures.factors().stream().map(FactorReport::factor).toList());
    List<Map<String, Object>> latents = new ArrayList<>();
    for (int latent = 0; latent < measures.latents().length; latent++) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("latent", latent);
      object.put("disentanglement", measures.latents()[latent]);
      object.put("weight", measures.weights()[latent]);
      latents.add(object);
    }
    json.put("latents", latents);
    return JsonMapper.shared().writeValueAsString(json);
  }

  private static Map<String, Object> factor(FactorMeasures.Told told) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", told.name());
    object.put("steps", told.steps());
    object.put("entropy", told.entropy());
    object.put("latent", told.latent());
    object.put("mutual_information", told.information());
    object.put("mutual_information_gap", told.gap());
    object.put("completeness", told.completeness());
    object.put("informativeness", told.informativeness());
    object.put("accuracy", told.accuracy());
    return object;
  }

  /** A table of the factors, with their means in the last row, and a line on the latents. */
  public String text() {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "factor",
                "steps",
                "latent",
                "nats of it",
                "MIG",
                "completeness",
                "informativeness",
                "accuracy"));
    for (FactorMeasures.Told told : measures.factors()) {
      table.add(
          List.of(
              told.name(),
              Integer.toString(told.steps()),
              Integer.toString(told.latent()),
              String.format(Locale.ROOT, "%.3f of %.3f", told.information(), told.entropy()),
              number(told.gap()),
              number(told.completeness()),
              number(told.informativeness()),
              number(told.accuracy())));
    }
    table.add(
        List.of(
            "mean",
            "",
            "",
            "",
            number(measures.gap()),
            number(measures.completeness()),
            number(measures.informativeness()),
            number(measures.accuracy())));
    return String.format(
            Locale.ROOT, "model %s: posterior means of %,d %s%n", model, measures.images(), data)
        + table.text()
        + "disentanglement "
        + number(measures.disentanglement());
  }

  /** Informativeness may be a trifle below 0, which should not be read as -0.000. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", Math.abs(value) < 5e-4 ? 0 : value);
  }
}
