package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * What a program gets that has rdvae as a dependency, read from the project's own file; {@code
 * src/bench/consumer/run} has Maven itself say it.
 */
class DependenciesTest {
  private record Dependency(String artifact, String scope, boolean optional) {
    boolean reachesOthers() {
      return !optional && !scope.equals("test");
    }
  }

  private static Element project;
  private static List<Dependency> dependencies;

  @BeforeAll
  static void read() throws Exception {
    project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile())
            .getDocumentElement();
    dependencies =
        children(child(project, "dependencies"), "dependency").stream()
            .map(
                element ->
                    new Dependency(
                        text(element, "artifactId"),
                        text(element, "scope"),
                        text(element, "optional").equals("true")))
            .toList();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static Element child(Element parent, String name) {
    return children(parent, name).get(0);
  }

  private static String text(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent();
  }

  private static List<String> reachingOthers() {
    return dependencies.stream()
        .filter(Dependency::reachesOthers)
        .map(Dependency::artifact)
        .toList();
  }

  @Test
  void loggingIsLeftToTheProgram() {
    assertThat(dependencies).extracting(Dependency::artifact).contains("slf4j-nop");
    assertThat(reachingOthers())
        .contains("slf4j-api", "nd4j-native")
        .noneMatch(
            name -> name.matches("slf4j-(nop|simple)|logback.*|junit.*|assertj.*|archunit.*"));
  }

  /** What is only managed here would come to others in Deeplearning4j's old versions. */
  @Test
  void theNewerVersionsReachOthersToo() {
    Element managed = child(child(project, "dependencyManagement"), "dependencies");
    List<String> newer =
        children(managed, "dependency").stream()
            .map(element -> text(element, "artifactId"))
            .filter(name -> !name.equals("junit-bom"))
            // Of these the readers of images and tables bring the same version by themselves.
            .filter(name -> !name.matches("imageio-.*|common-.*|commons-codec"))
            .toList();
    assertThat(newer).hasSizeGreaterThanOrEqualTo(4);
    assertThat(reachingOthers()).containsAll(newer);
  }

  @Test
  void theReadmeNamesThisVersion() throws Exception {
    assertThat(Files.readString(Path.of("README.md")).replaceAll("\\s+", ""))
        .contains(
            "<artifactId>rdvae</artifactId><version>" + text(project, "version") + "</version>");
  }
}
