package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

class IccProfileTest {
  @Test
  void knowsSrgbHoweverItsCurveIsWritten() throws Exception {
    assertThat(isSrgb(IccProfiles.srgb(IccProfiles.srgbFormula()))).isTrue();
    assertThat(isSrgb(IccProfiles.srgb(IccProfiles.srgbTable(1024)))).isTrue();
    byte[] withOffsets =
        IccProfiles.formula(4, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0, 0);
    assertThat(isSrgb(IccProfiles.srgb(withOffsets))).isTrue();
    assertThat(isSrgb(IccProfiles.grey(IccProfiles.srgbFormula()))).isTrue();
  }

  @Test
  void knowsJavasOwnSrgb() throws Exception {
    assertThat(isSrgb(java(ColorSpace.CS_sRGB))).isTrue();
    assertThat(isSrgb(java(ColorSpace.CS_LINEAR_RGB))).isFalse();
    assertThat(isSrgb(java(ColorSpace.CS_GRAY))).isFalse();
    assertThat(isSrgb(java(ColorSpace.CS_CIEXYZ))).isFalse();
  }

  @Test
  void takesNothingForSrgbThatIsOnlyNearIt() throws Exception {
    assertThat(isSrgb(IccProfiles.wide())).isFalse();
    assertThat(isSrgb(IccProfiles.srgb(IccProfiles.exponent(2.2)))).isFalse();
    assertThat(isSrgb(IccProfiles.srgb(IccProfiles.line()))).isFalse();
    // A table comes before primaries and curves, whatever they say.
    assertThat(isSrgb(IccProfiles.srgbWithTable())).isFalse();
    // A formula of another kind, which may be anything.
    assertThat(isSrgb(IccProfiles.srgb(IccProfiles.formula(0, 2.2)))).isFalse();
    assertThat(isSrgb(IccProfiles.grey(IccProfiles.exponent(2.2)))).isFalse();
    assertThat(isSrgb(IccProfiles.profile("RGB ", Map.of()))).isFalse();
    assertThat(isSrgb(IccProfiles.profile("GRAY", Map.of("A2B0", new byte[40])))).isFalse();
  }

  @Test
  void saysWhichPicturesItFits() throws Exception {
    assertThat(IccProfile.of(IccProfiles.wide()).channels()).isEqualTo(3);
    assertThat(IccProfile.of(IccProfiles.grey(IccProfiles.line())).channels()).isEqualTo(1);
    IccProfile inks = IccProfile.of(IccProfiles.profile("CMYK", Map.of()));
    assertThat(inks.channels()).isZero();
    assertThat(inks.space()).isEqualTo("CMYK");
    assertThat(inks.isSrgb()).isFalse();
  }

  @Test
  void refusesWhatIsNoProfile() {
    assertThatThrownBy(() -> IccProfile.of(new byte[200]))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("it is no ICC profile");
    byte[] wide = IccProfiles.wide();
    assertThatThrownBy(() -> IccProfile.of(Arrays.copyOf(wide, wide.length - 1)))
        .hasMessage("it is to have " + wide.length + " bytes and has " + (wide.length - 1));
  }

  /** Tags that reach anywhere, counts of any size: the answer is no, and nothing is thrown. */
  @Test
  void survivesDamagedProfiles() throws Exception {
    long seed = 5;
    Random random = new Random(seed);
    byte[] sound = IccProfiles.srgb(IccProfiles.srgbTable(64));
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = sound.clone();
      for (int k = 0; k < 4; k++) {
        damaged[40 + random.nextInt(damaged.length - 40)] = (byte) random.nextInt();
      }
      assertThat(IccProfile.of(damaged).channels()).as("seed %d, profile %d", seed, i).isEqualTo(3);
      IccProfile.of(damaged).isSrgb();
    }
    ByteBuffer.wrap(sound).putInt(128, -1);
    assertThat(isSrgb(sound)).isFalse();
    ByteBuffer.wrap(sound).putInt(128, Integer.MAX_VALUE).putInt(132, 0);
    assertThat(isSrgb(sound)).isFalse();
  }

  private static boolean isSrgb(byte[] profile) throws DataFormatException {
    return IccProfile.of(profile).isSrgb();
  }

  private static byte[] java(int space) {
    return ICC_Profile.getInstance(space).getData();
  }
}
