package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DocumentationTool;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programming interface is documented in full, as the Javadoc tool sees it. (Broken comments
 * elsewhere the compiler reports in the build.)
 */
class JavadocTest {
  private static final Path SOURCES = Path.of("src/main/java/org/rdvae");

  @TempDir Path folder;

  @Test
  void theInterfaceGivesNoWarning() throws IOException {
    DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
    StringWriter said = new StringWriter();
    boolean done;
    try (StandardJavaFileManager files = javadoc.getStandardFileManager(null, Locale.ROOT, null)) {
      done =
          javadoc
              .getTask(
                  said,
                  files,
                  null,
                  null,
                  List.of(
                      "-quiet",
                      "-Xdoclint:all",
                      "-encoding",
                      "UTF-8",
                      "-classpath",
                      System.getProperty("java.class.path"),
                      "-d",
                      folder.toString()),
                  files.getJavaFileObjectsFromPaths(sources()))
              .call();
    }
    assertThat(said.toString()).isEmpty();
    assertThat(done).isTrue();
    assertThat(folder.resolve("org/rdvae/TrainedModel.html")).isNotEmptyFile();
  }

  /** What the documentation of the package calls the interface. */
  private static List<Path> sources() throws IOException {
    try (Stream<Path> files =
        Stream.of(SOURCES, SOURCES.resolve("imageio")).flatMap(JavadocTest::files)) {
      return Stream.concat(
              files,
              Stream.of(
                  SOURCES.resolve("base/Failure.java"),
                  SOURCES.resolve("evaluation/ImageScore.java")))
          .toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
