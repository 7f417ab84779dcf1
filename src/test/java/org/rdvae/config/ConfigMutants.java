package org.rdvae.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Configs with every setting of theirs written out, and mistakes in them, one in each: at the keys
 * in turn, so that each of them is met.
 */
public final class ConfigMutants {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  /** Keys may take many forms; these cover every choice but the rarest. */
  private static final List<String> VARIANTS =
      List.of(
          """
          data: {set: shapes, binarization: none}
          model:
            latent: {size: 4}
            encoder:
              - convolution: {channels: 4, stride: 2, padding: 1, activation: silu}
              - residual: {layers: [group-normalization: {groups: 2}, convolution: {channels: 4}]}
              - skip: {layers: [convolution: {channels: 2, weight-init: xavier}]}
              - average-pooling: {kernel: 2, stride: 2}
              - batch-normalization: {momentum: 0.2}
              - flatten
              - dense: {units: 9, gated: true}
              - dropout: {rate: 0.2}
            decoder:
              - dense: {units: 512}
              - reshape: {height: 8, width: 8, channels: 8}
              - upsampling: {factor: 2}
              - transposed-convolution: {channels: 4, output-padding: 1, kernel: 3, padding: 1}
              - layer-normalization: {epsilon: 1e-4}
            likelihood: {logistic-mixture: {}}
            prior: {gaussian-mixture: {}}
          objective:
            bound: {importance-weighted: {samples: 5}}
            estimator: doubly-reparameterized
          training: {optimizer: {momentum: {}}, schedule: {steps: {epochs: [3, 5]}}}
          """,
          """
          model:
            latent:
              size: 4
              above:
                - {size: 2, encoder: [dense: {units: 5}], decoder: [dense: {units: 5}]}
            encoder: [dense: {units: 9}]
            decoder: [dense: {units: 9}]
          training: {optimizer: {adam-norm-grad: {}}, schedule: {constant: {}}}
          """,
          """
          data: {set: shapes, binarization: none}
          model:
            latent: {size: 4}
            encoder: [dense: {units: 9}]
            decoder: [dense: {units: 9}]
            likelihood: {gaussian: {}}
            posterior: {inverse-autoregressive: {}}
            prior: {coupling-flow: {}}
          objective: {bound: {renyi: {alpha: 0.5, samples: 3}}}
          """);

  /**
   * A config with a mistake.
   *
   * @param line where it is, from 1 on
   * @param meant the key of which it is a misspelling; empty for any other mistake
   */
  public record Mutant(String text, int line, String meant, String what) {}

  /** A key with its value in a text. */
  private record Entry(
      String text,
      String key,
      SettingComponent component,
      Set<String> siblings,
      int keyStart,
      int valueStart,
      int valueEnd,
      int line) {

    Mutant with(int from, int to, String by, String meant, String what) {
      return new Mutant(
          text.substring(0, from) + by + text.substring(to), line, meant, what + " " + key);
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  /**
   * @param folder some folder that exists
   */
  public ConfigMutants(Path folder) {
    for (String recipe : List.of("quickstart", "mnist-binary-vae")) {
      add(ConfigReader.parse(Recipes.text(recipe), recipe, folder, List.of()));
    }
    for (String variant : VARIANTS) {
      add(ConfigReader.parse(variant, "variant", folder, List.of()));
    }
    add(
        (TrainingJob)
            ConfigReader.parse(
                Recipes.text("photo"),
                "photo",
                folder,
                List.of("data.path=" + folder),
                SettingType.group(CodecJob.class),
                true));
  }

  private void add(TrainingJob job) {
    String text = ConfigWriter.plain(job);
    texts.add(text);
    Node root = new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
    walk(text, root, SettingType.group(job.getClass()));
  }

  private void walk(String text, Node node, SettingType type) {
    if (type instanceof SettingType.Maybe maybe) {
      walk(text, node, maybe.inner());
    } else if (type instanceof SettingType.Many many && node instanceof SequenceNode list) {
      list.getValue().forEach(element -> walk(text, element, many.element()));
    } else if (node instanceof MappingNode map) {
      for (NodeTuple pair : map.getValue()) {
        String key = ((ScalarNode) pair.getKeyNode()).getValue();
        if (type instanceof SettingType.Group group) {
          SettingComponent component = group.component(key).orElseThrow();
          entries.add(entry(text, key, component, new TreeSet<>(group.keys()), pair));
          walk(text, pair.getValueNode(), component.type());
        } else if (type instanceof SettingType.Union union) {
          Map<String, SettingType.Group> choices = union.choices();
          entries.add(entry(text, key, null, choices.keySet(), pair));
          walk(text, pair.getValueNode(), choices.get(key));
        }
      }
    }
  }

  private static Entry entry(
      String text, String key, SettingComponent component, Set<String> siblings, NodeTuple pair) {
    int end = pair.getValueNode().getEndMark().orElseThrow().getIndex();
    while (Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new Entry(
        text,
        key,
        component,
        siblings,
        pair.getKeyNode().getStartMark().orElseThrow().getIndex(),
        pair.getValueNode().getStartMark().orElseThrow().getIndex(),
        end,
        pair.getKeyNode().getStartMark().orElseThrow().getLine() + 1);
  }

  /** Sound configs, to be damaged. */
  public List<String> texts() {
    return texts;
  }

  /** A typo, a value of a wrong type, one out of range, or a key in a wrong place. */
  public Mutant mutant(int number, Random random) {
    Entry entry = entries.get(number / 4 % entries.size());
    return switch (number % 4) {
      case 0 -> typo(entry, random);
      case 1 -> wrongType(entry, random);
      case 2 -> outOfRange(entry, random);
      default -> wrongPlace(entry, random);
    };
  }

  private static Mutant typo(Entry entry, Random random) {
    String word;
    do {
      word = edited(entry.key, random);
    } while (entry.siblings.contains(word) || !word.matches("[a-z][a-z0-9-]+") || isWord(word));
    return entry.with(
        entry.keyStart, entry.keyStart + entry.key.length(), word, entry.key, word + " for");
  }

  /** In YAML these are no text. */
  private static boolean isWord(String word) {
    return Set.of("null", "true", "false").contains(word);
  }

  private static String edited(String word, Random random) {
    int at = random.nextInt(word.length());
    String letter = String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
    return switch (random.nextInt(4)) {
      case 0 -> word.substring(0, at) + letter + word.substring(at);
      case 1 -> word.substring(0, at) + word.substring(at + 1);
      case 2 -> word.substring(0, at) + letter + word.substring(at + 1);
      default ->
          at == 0
              ? word + letter
              : word.substring(0, at - 1)
                  + word.charAt(at)
                  + word.charAt(at - 1)
                  + word.substring(at + 1);
    };
  }

  private static Mutant wrongType(Entry entry, Random random) {
    SettingType type = typeOf(entry);
    String wrong;
    if (type instanceof SettingType.Whole) {
      wrong = pick(random, "[1]", "{a: 1}", "many", "true", "1.5", "\"7\"");
    } else if (type instanceof SettingType.Real) {
      wrong = pick(random, "[0.5]", "{a: 1}", "much", "false", "\"1e-3\"");
    } else if (type instanceof SettingType.Truth) {
      wrong = pick(random, "1", "yes", "[true]", "{a: 1}");
    } else if (type instanceof SettingType.Many) {
      wrong = pick(random, "7", "{zzz: 1}", "zzz");
    } else {
      wrong = pick(random, "[zzz]", "{zzz: 1}", "[[1]]");
    }
    return value(entry, wrong, "wrong type of");
  }

  /** A setting's value, or that of one of the choices: settings. */
  private static SettingType typeOf(Entry entry) {
    SettingType type = entry.component == null ? null : entry.component.type();
    return type instanceof SettingType.Maybe maybe ? maybe.inner() : type;
  }

  private static Mutant outOfRange(Entry entry, Random random) {
    SettingType type = typeOf(entry);
    if (type instanceof SettingType.Whole || type instanceof SettingType.Real) {
      Range range = entry.component.range();
      List<String> wrong = new ArrayList<>();
      wrong.add(type instanceof SettingType.Whole ? "99999999999999999999" : "1e999");
      if (range.min() > -1e300) {
        wrong.add(NumberText.of(range.above() ? range.min() : range.min() - 1));
      }
      if (range.max() < 1e300) {
        wrong.add(NumberText.of(range.max() + 1));
      }
      return value(entry, wrong.get(random.nextInt(wrong.size())), "out of range:");
    } else if (type instanceof SettingType.Choice || type instanceof SettingType.Union) {
      return value(entry, "zzzzzzzz", "no choice of");
    }
    return wrongType(entry, random);
  }

  private static Mutant value(Entry entry, String wrong, String what) {
    // A block begins on the next line and is replaced by what stands behind the key.
    int keyEnd = entry.keyStart + entry.key.length() + 1;
    return entry.with(keyEnd, entry.valueEnd, " " + wrong, "", what + " (" + wrong + ")");
  }

  /** The key once more, at the end of the file; the keys that belong there are misspelt. */
  private Mutant wrongPlace(Entry entry, Random random) {
    boolean known =
        entries.stream()
            .filter(other -> other.text.equals(entry.text))
            .filter(other -> other.component != null && other.keyStart == columnStart(other))
            .anyMatch(other -> other.key.equals(entry.key));
    if (known) {
      return typo(entry, random);
    }
    int line = (int) entry.text.chars().filter(letter -> letter == '\n').count() + 1;
    return new Mutant(entry.text + entry.key + ": 1\n", line, "", "wrong place of " + entry.key);
  }

  /** Where the line of a key begins; a key that stands there is one of the whole config. */
  private static int columnStart(Entry entry) {
    return entry.text.lastIndexOf('\n', entry.keyStart) + 1;
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
