package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.NamedTensor;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.training.Position;

class InspectCommandTest {
  @TempDir Path folder;

  @Test
  void saysChannelsWhereThereAreSeveral() {
    assertThat(inspected(3, Position.START)).containsPattern("images: +2 x 5 x 3\n");
    assertThat(inspected(1, Position.START)).containsPattern("images: +2 x 5\n");
  }

  @Test
  void saysWhetherThereIsABestYet() {
    assertThat(inspected(1, Position.START))
        .containsPattern("best validation: +none yet\n")
        .doesNotContain("NaN");
    assertThat(inspected(1, new Position(42, 3, 6, 101.25, 36, 1, false)))
        .containsPattern("best validation: +101\\.25 nats at step 36\n");
  }

  /** A codec is judged by what it minimises, and has no bound. */
  @Test
  void callsTheScoreOfACodecItsLoss() {
    assertThat(done("inspect", Path.of("checkpoints/photo-1.safetensors")).out())
        .containsPattern("best validation loss: +[0-9.]+ weighted bits per pixel at step \\d+\\R")
        .doesNotContain("elbo")
        .doesNotContain("nats");
  }

  /** A file from anywhere may hold what a terminal acts on. */
  @Test
  void printsNoControlCharacters() {
    Map<String, String> words = Map.of("data", "a\u001b[2Jb", "da\u009bta", "c\u0007\nd");
    String out = inspected(1, Position.START, new Provenance(words));
    assertThat(out.replace("\n", "")).doesNotContainPattern("\\p{Cc}");
    assertThat(out).contains("a?[2Jb", "da?ta", "c??d");
  }

  private String inspected(int channels, Position position) {
    return inspected(channels, position, new Provenance(Map.of()));
  }

  private String inspected(int channels, Position position, Provenance provenance) {
    Path file = folder.resolve("model.safetensors");
    new Checkpoint(
            "seed: 1\n",
            2,
            5,
            channels,
            List.of(new NamedTensor("weight", new long[] {1}, new float[1])),
            Optional.empty(),
            position,
            provenance)
        .write(file);
    return done("inspect", file).out().replace("\r", "");
  }
}
