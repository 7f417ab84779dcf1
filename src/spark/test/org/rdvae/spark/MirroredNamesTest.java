package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;

class MirroredNamesTest {
  private static List<String> namesOf(String... paths) {
    MirroredNames.Common common = new MirroredNames.Common();
    List.of(paths).forEach(common::addFile);
    return List.of(paths).stream().map(path -> common.names().of(path, ".rdv")).toList();
  }

  @Test
  void outputsAreNamedBelowTheFolderThatAllHaveInCommon() {
    assertThat(namesOf("file:/in/a/1.png", "file:/in/b/c/1.jpeg", "file:/in/a/2"))
        .containsExactly("a/1.rdv", "b/c/1.rdv", "a/2.rdv");
    assertThat(namesOf("hdfs://host:9000/in/x.y/1.tar.png")).containsExactly("1.tar.rdv");
    assertThat(namesOf("file:/in/ab/1.png", "file:/in/a/1.png"))
        .containsExactly("ab/1.rdv", "a/1.rdv");
  }

  @Test
  void pathsOfSeveralFileSystemsKeepTheirHostsAndNotTheirSchemes() {
    assertThat(namesOf("s3a://bucket/a/1.png", "file:/a/1.png"))
        .containsExactly("bucket/a/1.rdv", "a/1.rdv");
    assertThat(namesOf("s3a://one/1.png", "s3a://two/1.png"))
        .containsExactly("one/1.rdv", "two/1.rdv");
  }

  @Test
  void pathsThatAreNotAbsoluteKeepAllOfTheirFolders() {
    assertThat(namesOf("a/1.png", "a/./b//2.png")).containsExactly("a/1.rdv", "a/b/2.rdv");
    assertThat(namesOf("12:30.png", ".png")).containsExactly("12:30.rdv", ".png.rdv");
  }

  @Test
  void aFolderIsLeftOutWhole() {
    MirroredNames.Common common = new MirroredNames.Common();
    common.addFolder("file:/in");
    assertThat(common.names().of("file:/in/one/1.png", ".rdv")).isEqualTo("one/1.rdv");
  }

  @Test
  void aNameThatIsNoneOrLeadsElsewhereIsRefused() {
    for (String name : List.of("", "a/", "../1.png", "a/../../1.png", "..", ".", "a\0.png")) {
      assertThatThrownBy(() -> new MirroredNames(0).of(name, ".rdv"))
          .as(name)
          .isInstanceOf(Failure.class)
          .hasMessage(name + ": expected the name of a file, for the output is named after it");
    }
  }
}
