package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {

  @Test
  void fillsUpItsColumns() {
    MarkdownTable table = new MarkdownTable(List.of("n", "elbo"));
    table.add(List.of("1", "-95.80 (0.10)"));
    table.add(List.of("1000", "-"));
    assertThat(table.text())
        .isEqualTo(
            """
            | n    | elbo          |
            | ---- | ------------- |
            | 1    | -95.80 (0.10) |
            | 1000 | -             |
            """);
  }

  @Test
  void keepsABarFromEndingItsCell() {
    MarkdownTable table = new MarkdownTable(List.of("a"));
    table.add(List.of("x|y"));
    assertThat(table.text()).endsWith("| x\\|y |\n");
  }
}
