package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;

class ImageFolderMemoryTest {
  private static final long GB = 1_000_000_000L;

  @Test
  void refusesMoreThanTheHeapTakes() {
    Failure failure = failure(new int[] {9000, 500, 500}, 256, 3, 2 * GB);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.OUT_OF_MEMORY);
    assertThat(failure)
        .hasMessage(
            "/x: 10,000 pictures of 256x256x3 need 1.97 GB of memory, expected at most 1.60 GB, 80%"
                + " of what Java may use; make data.images.height and width smaller, write"
                + " data.images.color: grey or set a data.limit, or give Java more (-Xmx)");
  }

  @Test
  void refusesMoreThanAnArrayTakesInOnePart() {
    Failure failure = failure(new int[] {40_000, 500, 500}, 256, 1, 90 * GB);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failure)
        .hasMessage(
            "/x: 41,000 pictures of 256x256 need 2.69 GB of memory, 2.62 GB of it in one part,"
                + " expected at most 2.15 GB in each; make data.images.height and width smaller or"
                + " set a data.limit");
  }

  @Test
  void advisesWhoeverCannotChangeTheSettingsToTakeFewerPictures() {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                ImageFolderMemory.check(
                    "/x", new int[] {10_000}, 256, 256, 3, 2 * GB, Remedy.FILES));

    assertThat(failure)
        .hasMessageEndingWith(
            "of what Java may use; the model sets the size of its images, so take a folder with"
                + " fewer pictures, or give Java more (-Xmx)");
  }

  @Test
  void acceptsWhatFits() {
    assertThatCode(
            () ->
                ImageFolderMemory.check(
                    "/x", new int[] {30_000, 9000, 9000}, 256, 256, 1, 4 * GB, Remedy.FILES))
        .doesNotThrowAnyException();
  }

  private static Failure failure(int[] counts, int size, int channels, long heap) {
    return catchThrowableOfType(
        Failure.class,
        () -> ImageFolderMemory.check("/x", counts, size, size, channels, heap, Remedy.SETTINGS));
  }
}
