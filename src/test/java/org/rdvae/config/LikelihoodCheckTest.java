package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.data.ValueKind;
import org.rdvae.distribution.Likelihood;

class LikelihoodCheckTest {
  private static final String MODEL =
      "model: {latent: {size: 2}, encoder: [], decoder: [], likelihood: %s}";

  /** With the settings that they have unless a config says otherwise. */
  private static Map<String, Likelihood> likelihoods() {
    Map<String, Likelihood> likelihoods = new TreeMap<>();
    for (String name : new SettingType.Union(Likelihood.class).choices().keySet()) {
      if (name.equals("plugin")) {
        // It takes whatever the class that it names takes.
        continue;
      }
      // What does not fit the data is a problem, but read it is.
      String set =
          switch (name) {
            case "bernoulli" -> "data: {set: shapes}\n";
            case "multinomial", "topics" -> "data: {set: text, path: .}\n";
            default -> "data: {set: shapes, binarization: none}\n";
          };
      likelihoods.put(name, ConfigText.job(set + MODEL.formatted(name)).model().likelihood());
    }
    return likelihoods;
  }

  @ParameterizedTest
  @EnumSource
  void namesTheLikelihoodsThatTakeSuchValues(ValueKind kind) {
    String words =
        likelihoods().entrySet().stream()
            .filter(entry -> entry.getValue().takes(kind))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    assertThat(LikelihoodCheck.choices(kind).replace("one of ", "")).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set: shapes, binarization: none | multinomial | holds 8-bit values, found multinomial
          set: shapes                     | topics      | expected bernoulli, since the set shapes holds bits, found topics
          set: text, path: .              | bernoulli   | expected one of multinomial, topics, since the set text holds word counts, found bernoulli
          set: text, path: .              | laplace     | expected one of multinomial, topics, since the set text holds word counts, found laplace
          set: mnist-binary               | categorical | expected bernoulli, since the set mnist-binary holds bits, found categorical
          """)
  void aLikelihoodOfOtherValuesIsRefused(String data, String likelihood, String message) {
    assertThat(ConfigText.complaint("data: {" + data + "}\n" + MODEL.formatted(likelihood)))
        .startsWith("job.yaml:2:")
        .contains(": model.likelihood: ")
        .endsWith(message);
  }

  @Test
  void theNamesOfLikelihoodsDoNotSayLikelihood() {
    assertThat(likelihoods())
        .containsKeys("bernoulli", "gaussian-per-value", "student-t", "logistic-mixture")
        .hasSize(13);
    assertThat(Arrays.asList(likelihoods().keySet().toArray()))
        .noneMatch(name -> name.toString().contains("likelihood"));
  }
}
