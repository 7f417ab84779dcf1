package org.rdvae.network;

import java.util.Locale;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.base.Printable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a graph's configuration, checked as a plain tree before Deeplearning4j makes objects
 * of the classes that it names. Every problem is a {@link Failure} of kind BAD_CONFIG that begins
 * with the path of the property, such as {@code vertices.dense.layerConf.layer.idropout}.
 */
final class Dl4jGraphJson {
  /** Of the text without spaces; two such graphs still fit into one config. */
  static final int LONGEST = 300_000;

  /** Of the text as it is written, mostly indentation. */
  private static final int LONGEST_WRITTEN = 4_000_000;

  private static final int DEEPEST = 40;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // Of two properties of one name, this parser and Deeplearning4j's might take
                  // different ones.
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST)
                          .build())
                  .build())
          .build();

  private static final String RANDOM =
      "its random numbers could not be repeated by a resumed run; put the layer dropout between two"
          + " graphs";
  private static final String DECAY =
      "weight decay is a setting of training.optimizer, for all parameters of the job";

  /** Properties that must be absent, null, empty, zero or "None", and why. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("idropout", RANDOM),
          Map.entry("dropOut", RANDOM),
          Map.entry("weightNoise", RANDOM),
          Map.entry("regularization", DECAY),
          Map.entry("regularizationBias", DECAY),
          Map.entry("l1", DECAY),
          Map.entry("l1Bias", DECAY),
          Map.entry("l2", DECAY),
          Map.entry("l2Bias", DECAY),
          Map.entry("constraints", "the job's optimiser knows no constraints"),
          Map.entry("gradientNormalization", "the job has training.clip-norm for that"));

  private Dl4jGraphJson() {}

  /** The same configuration without spaces, once it has passed. */
  static String checked(String text) {
    if (text.length() > LONGEST_WRITTEN) {
      throw tooLong(LONGEST_WRITTEN, text.length(), "");
    }
    JsonNode root = parse(text);
    checkForm(root);
    checkProperties(root, "");
    String compact = MAPPER.writeValueAsString(root);
    if (compact.length() > LONGEST) {
      throw tooLong(LONGEST, compact.length(), ", spaces not counted");
    }
    return compact;
  }

  private static Failure tooLong(int most, int found, String how) {
    return new Failure(
        Failure.Kind.BAD_CONFIG,
        String.format(
            Locale.ROOT, "expected at most %,d characters%s, found %,d", most, how, found));
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      String place =
          e.getLocation() == null
              ? ""
              : String.format(
                  Locale.ROOT,
                  "line %d, column %d: ",
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr());
      throw new Failure(
          Failure.Kind.BAD_CONFIG, place + "not readable as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void checkForm(JsonNode root) {
    if (root.has("confs")) {
      throw problem(
          "confs",
          "the vertices of a ComputationGraph",
          "the layers of a MultiLayerNetwork",
          "its toComputationGraph() converts it");
    }
    JsonNode vertices = root.path("vertices");
    if (!vertices.isObject() || vertices.isEmpty()) {
      throw problem(
          "vertices",
          "the vertices of a ComputationGraph by their names",
          found(vertices),
          "toJson() of its configuration writes them");
    }
    checkOne(root, "networkInputs", "input");
    checkOne(root, "networkOutputs", "output");
    for (Map.Entry<String, JsonNode> vertex : vertices.properties()) {
      String path = "vertices." + vertex.getKey();
      checkNamesClass(vertex.getValue(), path);
      if (vertex.getValue().has("layerConf")) {
        checkNamesClass(
            vertex.getValue().path("layerConf").path("layer"), path + ".layerConf.layer");
      }
      if (root.path("vertexInputs").path(vertex.getKey()).isEmpty()) {
        throw problem(
            "vertexInputs." + vertex.getKey(),
            "the names of what this vertex reads",
            found(root.path("vertexInputs").path(vertex.getKey())),
            "every vertex reads the input or other vertices");
      }
    }
  }

  private static void checkOne(JsonNode root, String property, String what) {
    JsonNode names = root.path(property);
    if (!names.isArray() || names.size() != 1) {
      throw problem(
          property, "one " + what, found(names), "a layer reads one tensor and makes one");
    }
  }

  /** The form before 1.0.0-beta had short names in place of classes, which no check would see. */
  private static void checkNamesClass(JsonNode node, String path) {
    if (!node.path("@class").isString()) {
      throw problem(
          path,
          "an object that names its class under @class",
          found(node),
          "Deeplearning4j writes it so since 1.0.0-beta");
    }
  }

  private static void checkProperties(JsonNode node, String path) {
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      String name = property.getKey();
      JsonNode value = property.getValue();
      String inside = path.isEmpty() ? name : path + "." + name;
      if (REFUSED.containsKey(name) && !isNothing(value)) {
        throw problem(inside, "nothing", value.toString(), REFUSED.get(name));
      }
      if (name.equals("@class") || name.equals("type")) {
        checkClass(value, inside);
      }
      checkProperties(value, inside);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      checkProperties(node.get(i), path + "." + i);
    }
  }

  private static void checkClass(JsonNode value, String path) {
    String name = value.isString() ? value.asString() : value.toString();
    if (!Dl4jGraphClasses.allows(name)) {
      throw problem(
          path, "a class that can be used here", name, Dl4jGraphClasses.reasonAgainst(name));
    }
  }

  private static String found(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || (value.isContainer() && value.isEmpty())
        || (value.isNumber() && value.doubleValue() == 0)
        || (value.isString() && value.asString().matches("None|NaN"));
  }

  private static Failure problem(String path, String expected, String found, String why) {
    return new Failure(
        Failure.Kind.BAD_CONFIG,
        shortened(path) + ": expected " + expected + ", found " + shortened(found) + "; " + why);
  }

  /** Hostile texts must not fill a terminal. */
  private static String shortened(String text) {
    String printable = Printable.line(text);
    return printable.length() <= 200 ? printable : printable.substring(0, 200) + "...";
  }
}
