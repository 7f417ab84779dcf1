package org.rdvae.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rdvae.network.LayerSpec;

/** The reference page of all settings, made from their annotations. */
public final class SettingsReference {
  private static final String HEAD =
      "| key | value | default | meaning |\n| --- | --- | --- | --- |\n";

  /** They stand in many lists, and within themselves; said once, they are found. */
  private static final SettingType LAYER = new SettingType.Union(LayerSpec.class);

  private SettingsReference() {}

  /** The page in Markdown: a table for each section of the job. */
  public static String markdown() {
    SettingType.Group job = SettingType.group(Job.class);
    StringBuilder page = new StringBuilder();
    page.append("# Settings\n\n");
    page.append(
        "Made from the settings records by `GeneratedFile` of the tests; do not edit. A key `a.b` is written in a file as `b` inside `a`, and on the\n");
    page.append(
        "command line as `--set a.b=value`. N is the place of an element in a list, counted from 0. A choice such as\n");
    page.append(
        "`training.optimizer` is written by its name (`adam`) or with settings (`{adam: {learning-rate: 1e-4}}`).\n\n");
    page.append(
        "A config with a section `codec` is that of a [codec](#codecs); any other is that of an autoencoder.\n\n");
    page.append("## Top level\n\n");
    sections(page, job);
    page.append(
        "\n# Codecs\n\nThe sections `training` and `run` and the setting `seed` are those of autoencoders; the sections `data` and `codec` are these.\n");
    SettingType.Group codec = SettingType.group(CodecJob.class);
    codec.components().stream()
        .filter(
            component ->
                job.components().stream().noneMatch(own -> own.type().equals(component.type())))
        .forEach(component -> section(page, component, " of a codec"));
    layers(page);
    return page.toString();
  }

  private static void sections(StringBuilder page, SettingType.Group job) {
    page.append(HEAD);
    job.components().stream()
        .filter(component -> !(component.type() instanceof SettingType.Group))
        .forEach(component -> page.append(row(component.key(), component)));
    job.components().forEach(component -> section(page, component, ""));
  }

  private static void layers(StringBuilder page) {
    page.append("\n# Layers\n\n");
    page.append(
        "What the lists of layers above hold; a key stands behind the place in such a list, as in\n");
    page.append("`model.encoder.N.dense.units`.\n\n").append(HEAD);
    for (SettingTree.Line line : SettingTree.of(LAYER)) {
      page.append(row(line.path(), line.component()));
    }
  }

  private static void section(StringBuilder page, SettingComponent section, String of) {
    if (section.type() instanceof SettingType.Group group) {
      page.append("\n## ")
          .append(section.key())
          .append(of)
          .append("\n\n")
          .append(section.sentence())
          .append("\n\n")
          .append(HEAD);
      for (SettingTree.Line line : SettingTree.without(Set.of(LAYER), group)) {
        page.append(row(section.key() + "." + line.path(), line.component()));
      }
    }
  }

  private static String row(String path, SettingComponent component) {
    String value = value(component);
    List<String> cells = List.of("`" + path + "`", value, initial(component), component.sentence());
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String value(SettingComponent component) {
    if (component.type() instanceof SettingType.Group) {
      return "settings";
    }
    boolean layers =
        component.type() instanceof SettingType.Many many && many.element().equals(LAYER);
    return layers ? "a list of [layers](#layers)" : component.expected();
  }

  private static String initial(SettingComponent component) {
    if (!component.initial().isEmpty()) {
      return "`" + component.initial() + "`";
    }
    if (component.type() instanceof SettingType.Group) {
      return "";
    }
    return component.type() instanceof SettingType.Maybe ? "`null`" : "required";
  }
}
