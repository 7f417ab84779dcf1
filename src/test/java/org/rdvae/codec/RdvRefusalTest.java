package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;

class RdvRefusalTest {
  private static final RdvFile PHOTO = RdvFiles.photo(new Random(1));

  @Test
  void tellsSixRefusalsApart() {
    byte[] file = PHOTO.toBytes();
    assertRefused(
        Arrays.copyOf(file, file.length - 3),
        "truncated: expected "
            + file.length
            + " bytes, found "
            + (file.length - 3)
            + "; the end is missing, so copy it again");
    assertRefused(new byte[0], "truncated: expected more than the 0 bytes found");
    assertRefused(Arrays.copyOf(file, 20), "truncated: expected more than the 20 bytes found");
    assertRefused(
        Arrays.copyOf(file, file.length + 1),
        "extended: expected "
            + file.length
            + " bytes, found "
            + (file.length + 1)
            + "; something was appended to the file");
    assertRefused(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10},
        "not an .rdv file: expected it to begin with the bytes 89524456, found 89504e47");
    assertRefused(
        changed(file, 4, 3),
        "too new: expected format version 1, found 3; a newer rdvae made it and can read it");
    assertThatThrownBy(() -> RdvFile.read(changed(file, 60, file[60] + 1), RdvFiles.NAME))
        .isInstanceOf(Failure.class)
        .hasMessageMatching(
            "photo\\.rdv: damaged: expected the checksum \\p{XDigit}{8} of chunk DATA at byte 29,"
                + " found \\p{XDigit}{8}; copy it again from where it came from");
    assertThatThrownBy(() -> PHOTO.requireModel("fedcba98765432100000", RdvFiles.NAME))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "photo.rdv: made with another model: expected the model whose hash begins with"
                + " 0123456789abcdef, found fedcba9876543210")
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(Failure.Kind.BAD_DATA);
    PHOTO.requireModel(RdvFiles.HASH + "ffff", RdvFiles.NAME);
  }

  @Test
  void saysWhatIsWrongInsideAFileWhoseChecksumsAreRight() {
    byte[] file = PHOTO.toBytes();
    assertDamaged(changed(file, 4, 0), "expected format version 1 or more, found 0");
    assertDamaged(changed(file, 5, 9), "expected a kind of 1 to 3, found 9");
    assertDamaged(changed(file, 14, 0), "expected a width and a height of 1 to 65535, found 0 x");
    assertDamaged(changed(file, 16, 2), "expected 1 or 3 channels, found 2");
    assertDamaged(changed(file, 18, 0x7F), "expected a quality of 1000 to 8000 thousandths");
    assertDamaged(changed(file, file.length - 1, 'd'), "expected the end mark in the last 4 bytes");
    int type = PHOTO.headerBytes();
    assertDamaged(
        changed(file, type, '7'),
        "expected a type of four letters at byte 29, found the bytes 37415441");
    assertDamaged(
        changed(file, type + 5, 0x7F),
        "the chunk at byte " + type + " says that it is longer than the file");
  }

  @Test
  void refusesAChunkThatItMustKnowAndPassesOverOthers() {
    RdvChunk needed = new RdvChunk("NEWS", new byte[3]);
    RdvChunk other = new RdvChunk("news", new byte[3]);
    assertRefused(
        new RdvFile(PHOTO.header(), List.of(other, needed)).toBytes(),
        "too new: expected no chunks that must be known but DATA, found NEWS; a newer rdvae made it"
            + " and can read it");
    RdvFile.read(new RdvFile(PHOTO.header(), List.of(other)).toBytes(), RdvFiles.NAME);
  }

  private static byte[] changed(byte[] file, int at, int value) {
    byte[] other = file.clone();
    other[at] = (byte) value;
    return other;
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> RdvFile.read(file, RdvFiles.NAME))
        .isInstanceOf(Failure.class)
        .hasMessage(RdvFiles.NAME + ": " + message)
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(Failure.Kind.BAD_DATA);
  }

  private static void assertDamaged(byte[] file, String message) {
    assertThatThrownBy(() -> RdvFile.read(RdvFiles.resealed(file), RdvFiles.NAME))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(RdvFiles.NAME + ": damaged: " + message);
  }
}
