package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.data.ImageFileException.Reason;

class BadImagesTest {
  private final BadImages bad = new BadImages();

  @Test
  void namesTheFirstTenInOrderAndCountsTheRest() {
    for (int i = 11; i >= 0; i--) {
      add(String.format(Locale.ROOT, "%02d.png", i), Reason.DAMAGED);
    }
    for (int i = 0; i < 2000; i++) {
      bad.addGood();
    }

    Failure failure = bad.failure("/x", Remedy.SETTINGS);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(failure)
        .hasMessageStartingWith(
            "/x: expected readable pictures only, found 12 of 2,012 that cannot be read:\n"
                + "  00.png: why")
        .hasMessageEndingWith(
            "  09.png: why\n  and 2 more\n"
                + "To go on without them write data.images.on-bad-image: skip");
  }

  @Test
  void advisesWhoeverCannotChangeTheSettingsToMendTheFiles() {
    add("a.png", Reason.DAMAGED);

    assertThat(bad.failure("/x", Remedy.FILES).getMessage())
        .endsWith(
            "\n  a.png: why\nRemove or repair these files: the model's own settings allow none of"
                + " them")
        .doesNotContain("data.images");
  }

  @Test
  void countsByReasonInANote() {
    bad.addGood();
    add("d.png", Reason.TOO_LARGE);
    add("c.png", Reason.DAMAGED);
    add("b.png", Reason.DAMAGED);
    add("a.png", Reason.NOT_AN_IMAGE);
    add("e.png", Reason.DAMAGED);
    add("f.png", Reason.DAMAGED);

    assertThat(bad.note())
        .isEqualTo(
            "skipped 6 of 7 images: 4 damaged or truncated (b.png, c.png, e.png, ...),"
                + " 1 not an image (a.png), 1 too large (d.png)");
  }

  @Test
  void keepsNamesFromMovingTheCursor() {
    add("a\nb\u001b[2J.png", Reason.DAMAGED);
    add("a\rb\u001b[2J.png", Reason.DAMAGED);

    assertThat(bad.note()).endsWith("2 damaged or truncated (a?b?[2J.png, a?b?[2J.png)");
    assertThat(bad.failure("/x", Remedy.SETTINGS).getMessage())
        .contains("  a?b?[2J.png: why\n  a?b?");
  }

  private void add(String name, Reason reason) {
    bad.add(name, new ImageFileException(reason, "why"));
  }
}
