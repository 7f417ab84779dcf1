package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir Path folder;

  @Test
  void aRefusedCommandMakesNoFolder() throws IOException {
    Path checkpoint = Files.writeString(folder.resolve("damaged.safetensors"), "damaged");
    Path out = folder.resolve("new/inside/grid.png");
    refused(65, saying(checkpoint.toString()), "sample", checkpoint, "--out", out);
    refused(65, saying(checkpoint.toString()), "encode", checkpoint, "x", "--out", out);
    refused(65, saying(checkpoint.toString()), "export", "slim", checkpoint, "--out", out);
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void aFolderIsMadeForWhatIsWritten() {
    Path out = folder.resolve("new/inside/job.yaml");
    done("config", "init", "--out", out);
    assertThat(out).isNotEmptyFile();
  }

  @Test
  void aFileInPlaceOfAFolderIsSeenBeforeTheCheckpointIsRead() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    refused(
        73,
        saying("The folder " + file + " cannot be made: " + file + " is a file."),
        "sample",
        folder.resolve("absent.safetensors"),
        "--out",
        file.resolve("grid.png"));
  }
}
