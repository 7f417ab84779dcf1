package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.codec.RdvChunk;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvHeader;
import org.rdvae.codec.RdvKind;

class RdvInspectionTest {
  private static final String HASH = "0123456789abcdef";

  @TempDir Path folder;

  @Test
  void saysWhereTheBytesOfAPhotographWent() throws IOException {
    RdvHeader header = new RdvHeader(HASH, 768, 512, 3, RdvKind.Lossy.ofQuality(2.5), 0x0a1b_2c3d);
    RdvFile file =
        new RdvFile(
            header,
            List.of(
                new RdvChunk(RdvChunk.DATA, new byte[6000]),
                new RdvChunk(RdvChunk.PROFILE, new byte[400])));
    assertThat(inspected(file.toBytes()))
        .contains("photo.rdv: image, coded with loss, .rdv format version 1, verified\n")
        .containsPattern("quality: +2\\.5\n")
        .containsPattern("width: +768 pixels\n")
        .containsPattern("height: +512 pixels\n")
        .containsPattern("channels: +3\n")
        .containsPattern("model hash: +0123456789abcdef\\.\\.\\.\n")
        .containsPattern("content checksum: +0a1b2c3d\n")
        .containsPattern("bits per pixel: +0\\.1313\n")
        .containsPattern("header +31 +0\\.48 % +ok\n")
        .containsPattern("DATA +6,010 +93\\.11 % +ok\n")
        .containsPattern("iccp +410 +6\\.35 % +ok\n")
        .containsPattern("end mark +4 +0\\.06 % +-\n")
        .containsPattern("file +6,455 +100\\.00 % +ok\n");
  }

  @Test
  void saysHowManyImagesASetHas() throws IOException {
    RdvHeader header = new RdvHeader(HASH, 28, 28, 1, new RdvKind.Lossless(10_000), 0);
    RdvFile file = new RdvFile(header, List.of(new RdvChunk(RdvChunk.DATA, new byte[98_000])));
    assertThat(inspected(file.toBytes()))
        .contains("photo.rdv: images, coded without loss, ")
        .containsPattern("images: +10,000\n")
        .containsPattern("bits per pixel: +0\\.1000\n")
        .doesNotContain("quality");
  }

  @Test
  void refusesADamagedFileAndAForeignOneOfThatName() throws IOException {
    RdvHeader header = new RdvHeader(HASH, 28, 28, 1, new RdvKind.Lossless(1), 0);
    byte[] bytes = new RdvFile(header, List.of()).toBytes();
    refused(65, saying("truncated"), "inspect", written(Arrays.copyOf(bytes, bytes.length - 1)));
    refused(65, saying("not an .rdv file"), "inspect", written(new byte[] {1, 2, 3, 4, 5}));
    refused(66, saying("absent.rdv"), "inspect", folder.resolve("absent.rdv"));
  }

  private String inspected(byte[] bytes) throws IOException {
    return done("inspect", written(bytes)).out().replace("\r", "");
  }

  private Path written(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("photo.rdv"), bytes);
  }
}
