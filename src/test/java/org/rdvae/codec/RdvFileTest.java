package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RdvFileTest {
  @Test
  void readsWhatWasWritten() {
    for (int seed = 0; seed < 50; seed++) {
      RdvFile file = RdvFiles.photo(new Random(seed));
      RdvFile read = RdvFile.read(file.toBytes(), RdvFiles.NAME);
      assertThat(read.header()).isEqualTo(file.header());
      assertThat(read.chunks()).usingRecursiveComparison().isEqualTo(file.chunks());
      RdvFiles.decode(read);
    }
    RdvHeader set = new RdvHeader(RdvFiles.HASH, 28, 28, 1, new RdvKind.Lossless(10_000), -1);
    RdvFile empty = RdvFile.read(new RdvFile(set, List.of()).toBytes(), "digits.rdv");
    assertThat(empty).isEqualTo(new RdvFile(set, List.of()));
  }

  /** The example of the page on the format. */
  @Test
  void theBytesOfVersionOneStayAsTheyAre() throws IOException {
    RdvHeader header =
        new RdvHeader(RdvFiles.HASH, 768, 512, 3, RdvKind.Lossy.ofQuality(2.5), 0x1234_5678);
    RansEncoder encoder = new RansEncoder();
    FrequencyTable table = FrequencyTable.of(-1, new int[] {16384, 32768, 16000}, 384);
    for (int symbol : new int[] {0, 1, -1, 0, 7, 0, 0, 0}) {
      encoder.put(table, symbol);
    }
    byte[] file =
        new RdvFile(header, List.of(new RdvChunk(RdvChunk.DATA, encoder.finish()))).toBytes();
    String hex = HexFormat.of().formatHex(file);
    assertThat(hex)
        .isEqualTo(
            "8952445601010123456789abcdef8006800403c413785634121b154624fc"
                + "444154410e80ffd9baa3d50a808cf3a3818301dbd1283c89454e44");
    assertThat(Files.readString(Path.of("src/site/markdown/rdv-format.md")))
        .contains("    " + hex.substring(0, 60) + "\n    " + hex.substring(60) + "\n");
    assertThat(RdvFile.read(file, RdvFiles.NAME).header()).isEqualTo(header);
  }

  @Test
  void allButTheDataTakesLessThanSixtyFourBytes() {
    RdvHeader header = new RdvHeader(RdvFiles.HASH, 65535, 65535, 3, new RdvKind.Lossy(8000), -1);
    byte[] data = new byte[3_000_000];
    RdvFile file = new RdvFile(header, List.of(new RdvChunk(RdvChunk.DATA, data)));
    assertThat(file.toBytes().length - data.length).isEqualTo(51);
    assertThat(file.headerBytes() + file.chunks().get(0).fileBytes() + RdvFile.END_MARK_BYTES)
        .isEqualTo(file.toBytes().length);
  }

  @Test
  void refusesChunksAndHeadersThatCannotBeWritten() {
    assertThatThrownBy(() -> new RdvChunk("DATUM", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a type of four letters, found DATUM");
    assertThatThrownBy(() -> new RdvHeader("abc", 1, 1, 1, new RdvKind.Lossless(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 16 to 64 hex digits, found abc");
    assertThatThrownBy(() -> new RdvKind.Lossless(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 1 image or more, found 0");
    assertThat(new RdvChunk(RdvChunk.DATA, new byte[0]).isNeeded()).isTrue();
    assertThat(new RdvChunk(RdvChunk.PROFILE, new byte[0]).isNeeded()).isFalse();
  }
}
