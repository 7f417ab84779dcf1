package org.rdvae.bench;

import tools.jackson.databind.JsonNode;

/**
 * The loss of the workload {@code mlp} in double, from what stands in a check folder: the judge of
 * the numbers in it.
 */
final class PlainMlp {
  private final JsonNode work;
  private final double[] parameters;

  PlainMlp(JsonNode work, double[] parameters) {
    this.work = work;
    this.parameters = parameters;
  }

  /** -ELBO in nats, mean over the images. */
  double loss(float[] images, float[] noise) {
    int batch = work.get("batch").asInt();
    int inputs = work.get("inputs").asInt();
    int latents = work.get("noise").asInt();
    double sum = 0;
    for (int image = 0; image < batch; image++) {
      double[] x = new double[inputs];
      for (int i = 0; i < inputs; i++) {
        x[i] = images[image * inputs + i];
      }
      double[] hidden = relu(dense("encoder.1", relu(dense("encoder.0", x))));
      double[] mean = dense("posterior.mean", hidden);
      double[] logStddev = dense("posterior.log-stddev", hidden);
      double[] z = new double[latents];
      for (int i = 0; i < latents; i++) {
        double stddev = Math.exp(logStddev[i]);
        z[i] = mean[i] + stddev * noise[image * latents + i];
        sum += 0.5 * (mean[i] * mean[i] + stddev * stddev - 1) - logStddev[i];
      }
      double[] logits =
          dense("likelihood.logits", relu(dense("decoder.1", relu(dense("decoder.0", z)))));
      for (int i = 0; i < inputs; i++) {
        sum +=
            Math.log1p(Math.exp(-Math.abs(logits[i]))) + Math.max(logits[i], 0) - logits[i] * x[i];
      }
    }
    return sum / batch;
  }

  private static double[] relu(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return values;
  }

  private double[] dense(String layer, double[] input) {
    JsonNode weight = parameter(layer + ".weight");
    int bias = parameter(layer + ".bias").get("offset").asInt();
    int first = weight.get("offset").asInt();
    assert weight.get("shape").get(0).asInt() == input.length;
    int outputs = weight.get("shape").get(1).asInt();
    double[] output = new double[outputs];
    for (int out = 0; out < outputs; out++) {
      output[out] = parameters[bias + out];
      for (int in = 0; in < input.length; in++) {
        output[out] += input[in] * parameters[first + in * outputs + out];
      }
    }
    return output;
  }

  private JsonNode parameter(String name) {
    for (JsonNode parameter : work.get("parameters")) {
      if (parameter.get("name").asString().equals(name)) {
        return parameter;
      }
    }
    throw new AssertionError("no parameter " + name + " in " + work);
  }
}
