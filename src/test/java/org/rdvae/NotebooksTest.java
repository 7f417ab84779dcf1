package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The notebooks are kept as they were executed, small, without errors and without a trace of the
 * machine. That they still run is what {@code notebooks/run} is for.
 */
class NotebooksTest {
  private static final Path FOLDER = Path.of("notebooks");
  private static final int MOST_BYTES = 300_000;

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @Test
  void thereAreFiveAndTheReadmeNamesEach() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    assertThat(notebooks()).hasSize(5);
    for (Path notebook : notebooks()) {
      assertThat(readme).contains("(" + notebook.getFileName() + ")");
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void everyCellWasExecutedInOrderAndWithoutError(Path notebook) throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (JsonNode cell : cells(notebook)) {
      if (cell.path("cell_type").asString().equals("code")) {
        counts.add(cell.path("execution_count").asInt());
        for (JsonNode output : cell.path("outputs")) {
          assertThat(output.path("output_type").asString())
              .as("cell %d", counts.size())
              .isIn("stream", "display_data");
        }
      }
    }
    assertThat(counts).isNotEmpty();
    for (int i = 0; i < counts.size(); i++) {
      assertThat(counts.get(i)).as("execution count of cell %d", i + 1).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void itIsSmallAndShowsPictures(Path notebook) throws IOException {
    assertThat(Files.size(notebook)).isLessThan(MOST_BYTES);
    long pictures = 0;
    for (JsonNode cell : cells(notebook)) {
      for (JsonNode output : cell.path("outputs")) {
        JsonNode data = output.path("data");
        pictures += data.has("image/png") || data.has("image/jpeg") ? 1 : 0;
      }
    }
    assertThat(pictures).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void itOpensWithATitleLoadsTheProjectAndEndsWithAnExercise(Path notebook) throws IOException {
    List<JsonNode> cells = cells(notebook);
    assertThat(source(cells.get(0))).startsWith("# " + notebook.getFileName().toString().charAt(0));
    JsonNode first =
        cells.stream()
            .filter(cell -> cell.path("cell_type").asString().equals("code"))
            .findFirst()
            .orElseThrow();
    assertThat(source(first)).isEqualTo("%jar ../target/notebooks/rdvae.jar");
    assertThat(source(cells.get(cells.size() - 1))).contains("**Exercise.**");
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void itNamesNoFolderOfTheMachineThatRanIt(Path notebook) throws IOException {
    for (JsonNode cell : cells(notebook)) {
      StringBuilder text = new StringBuilder(source(cell));
      for (JsonNode output : cell.path("outputs")) {
        text.append(output.path("text"));
      }
      assertThat(text).doesNotContainPattern("(^|[\\s\"'>])/(home|root|tmp|var|Users)/");
    }
  }

  private static List<JsonNode> cells(Path notebook) throws IOException {
    List<JsonNode> cells = new ArrayList<>();
    JsonMapper.shared().readTree(Files.readString(notebook)).path("cells").forEach(cells::add);
    return cells;
  }

  private static String source(JsonNode cell) {
    StringBuilder source = new StringBuilder();
    cell.path("source").forEach(line -> source.append(line.asString()));
    return source.toString();
  }
}
