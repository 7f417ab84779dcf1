package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rdvae.report.ChangedSetting;

class JobSettingsTest {
  private static final String CONFIG =
      """
      model:
        latent: {size: 8}
        encoder: [dense: {units: 16, activation: relu}, flatten]
        decoder: [dense: {units: 16, gated: true}]
      %s
      """;

  private static JobSettings of(String more) {
    return new JobSettings(
        ConfigReader.parse(CONFIG.formatted(more), "test", Path.of(""), List.of()));
  }

  private static Map<String, ChangedSetting> changed(String more) {
    return of(more).changed().stream()
        .collect(Collectors.toMap(ChangedSetting::path, Function.identity()));
  }

  @Test
  void whatHasNoDefaultIsAlwaysTold() {
    assertThat(changed(""))
        .containsOnlyKeys("model.latent.size", "model.encoder", "model.decoder")
        .containsEntry("model.latent.size", new ChangedSetting("model.latent.size", "8", ""));
  }

  @Test
  void layersAreToldWithoutTheirDefaults() {
    assertThat(changed("").get("model.encoder").value())
        .isEqualTo("[dense: {units: 16, activation: relu}, flatten]");
    assertThat(changed("").get("model.decoder").value())
        .isEqualTo("[dense: {units: 16, gated: true}]");
  }

  @Test
  void aNumberIsToldWithItsDefaultUnlessItIsIt() {
    Map<String, ChangedSetting> changed = changed("training: {epochs: 77, log-every: 50}");
    assertThat(changed).containsKey("training.epochs").doesNotContainKey("training.log-every");
    assertThat(changed.get("training.epochs").value()).isEqualTo("77");
    assertThat(changed.get("training.epochs").initial()).isNotEqualTo("77").matches("[0-9]+");
  }

  @Test
  void settingsOfAChoiceThatWasMadeStandBesideIt() {
    Map<String, ChangedSetting> changed =
        changed("training: {optimizer: {momentum: {learning-rate: 0.125}}}");
    assertThat(changed.get("training.optimizer"))
        .isEqualTo(new ChangedSetting("training.optimizer", "momentum", "adam"));
    assertThat(changed.get("training.optimizer.momentum.learning-rate").value()).isEqualTo("0.125");
  }

  @Test
  void everySettingOfTheJobIsThereOnce() {
    List<String> paths = of("").all().stream().map(ChangedSetting::path).toList();
    assertThat(paths)
        .doesNotHaveDuplicates()
        .contains(
            "seed",
            "data.set",
            "data.path",
            "data.images.height",
            "training.optimizer",
            "training.optimizer.adam.learning-rate",
            "run.picture-every");
  }
}
