package org.rdvae.data;

import org.rdvae.base.Setting;

/** Pictures of any size, brought to one. */
public record ImageSettings(
    @Setting(
            value = "Height in pixels to which every picture is brought.",
            initial = "64",
            min = 1,
            max = 16384)
        int height,
    @Setting(
            value = "Width in pixels to which every picture is brought.",
            initial = "64",
            min = 1,
            max = 16384)
        int width,
    @Setting(
            value = "Whether pictures become grey (one value a pixel) or color (red, green, blue).",
            initial = "color")
        Color color,
    @Setting(
            value =
                "How a picture of another size is brought to this one: crop (scaled until it"
                    + " covers, then cut around its middle), pad (scaled until it fits, then"
                    + " black around it) or resize (stretched).",
            initial = "crop")
        Fit fit,
    @Setting(
            value = "What a picture that cannot be read does: error (ends the job) or skip.",
            initial = "error")
        OnBadImage onBadImage) {

  /** Values of a pixel: 1 or 3. */
  public int channels() {
    return color == Color.GREY ? 1 : 3;
  }

  /** What a pixel consists of. */
  public enum Color {
    GREY,
    COLOR
  }

  /** How a picture is brought to a given size. */
  public enum Fit {
    CROP,
    RESIZE,
    PAD
  }

  /** What a picture that cannot be read does. */
  public enum OnBadImage {
    ERROR,
    SKIP
  }
}
