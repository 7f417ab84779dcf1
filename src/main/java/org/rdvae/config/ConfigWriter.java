package org.rdvae.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a job as YAML with every setting, defaults included, so that {@link ConfigReader} reads an
 * equal job from it. Records are written as blocks, the elements of lists in one line each. Paths
 * are written as the job holds them, which is absolute when it was read.
 */
public final class ConfigWriter {
  private final StringBuilder text = new StringBuilder();
  private final boolean commented;
  private final Set<SettingType> described = new HashSet<>();

  private ConfigWriter(boolean commented) {
    this.commented = commented;
  }

  /** The settings alone. */
  public static String plain(TrainingJob job) {
    return write(job, SettingType.group(job.getClass()), false);
  }

  /** The same, above each setting its meaning and what may be written. */
  public static String commented(TrainingJob job) {
    return write(job, SettingType.group(job.getClass()), true);
  }

  static String write(Object settings, SettingType.Group root, boolean commented) {
    ConfigWriter writer = new ConfigWriter(commented);
    writer.block(root, settings, "");
    return writer.text.toString();
  }

  private void block(SettingType.Group group, Object settings, String indent) {
    for (SettingComponent component : group.components()) {
      Object value = component.valueIn(settings);
      if (commented) {
        boolean section = indent.isEmpty() && text.length() > 0;
        text.append(section ? "\n" : "")
            .append(SettingComment.of(component, value, indent, described));
      }
      text.append(indent).append(component.key()).append(':');
      value(component.type(), value, indent);
    }
  }

  /** What follows a key, up to the end of its last line. */
  private void value(SettingType type, Object value, String indent) {
    if (type instanceof SettingType.Maybe maybe && ((Optional<?>) value).isPresent()) {
      value(maybe.inner(), ((Optional<?>) value).get(), indent);
    } else if (type instanceof SettingType.Group group && !group.components().isEmpty()) {
      text.append('\n');
      block(group, value, indent + "  ");
    } else if (type instanceof SettingType.Union union && hasSettings(union, value)) {
      String name = union.nameOf(value);
      text.append('\n').append(indent).append("  ").append(name).append(":\n");
      block(union.choices().get(name), value, indent + "    ");
    } else if (type instanceof SettingType.Many many
        && !isSingle(many.element())
        && !((List<?>) value).isEmpty()) {
      text.append('\n');
      for (Object element : (List<?>) value) {
        String line = FlowText.of(many.element(), element);
        // Braces around a choice are needed inside a line only.
        boolean bare = many.element() instanceof SettingType.Union && line.startsWith("{");
        text.append(indent)
            .append("  - ")
            .append(bare ? line.substring(1, line.length() - 1) : line)
            .append('\n');
      }
    } else {
      text.append(' ').append(FlowText.of(type, value)).append('\n');
    }
  }

  private static boolean hasSettings(SettingType.Union union, Object value) {
    return !union.choices().get(union.nameOf(value)).components().isEmpty();
  }

  private static boolean isSingle(SettingType type) {
    return !(type instanceof SettingType.Union || type instanceof SettingType.Group);
  }
}
