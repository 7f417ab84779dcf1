package org.rdvae.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

/** By the examples that NIST publishes with FIPS 180. */
class Sha256Test {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String MILLION =
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

  @Test
  void ofThreeLetters() {
    assertThat(Sha256.of("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(ABC);
  }

  @Test
  void ofWhatIsAddedInPieces() {
    MessageDigest digest = Sha256.begin();
    digest.update((byte) 'a');
    digest.update("bc".getBytes(StandardCharsets.US_ASCII));
    assertThat(Sha256.end(digest)).isEqualTo(ABC);
  }

  /** A million letters are more than one read. */
  @Test
  void ofTheRestOfAStream() throws IOException {
    byte[] letters = ("b" + "a".repeat(1_000_000)).getBytes(StandardCharsets.US_ASCII);
    ByteArrayInputStream in = new ByteArrayInputStream(letters);
    assertThat(in.read()).isEqualTo('b');
    assertThat(Sha256.ofRest(in)).isEqualTo(MILLION);
    assertThat(in.read()).isEqualTo(-1);
  }
}
