package org.rdvae.data;

import org.rdvae.base.Setting;

/** How training images are varied; validation and test see the images themselves. */
public record AugmentationSettings(
    @Setting(
            value =
                "Largest distance in pixels by which a training image is moved up or down, and left"
                    + " or right, drawn anew each epoch; its edges repeat into what is bared. 0"
                    + " leaves images where they are.",
            initial = "0",
            min = 0)
        int shift,
    @Setting(
            value =
                "How many epochs, from the first on, images are varied; 0 is all of them. A model"
                    + " that is to give likelihoods should end with the images themselves.",
            initial = "0",
            min = 0)
        int epochs) {
  /** Images as they are. */
  public static final AugmentationSettings NONE = new AugmentationSettings(0, 0);

  /** Whether images are varied in this epoch, counted from 0. */
  boolean isOn(int epoch) {
    return shift > 0 && (epochs == 0 || epoch < epochs);
  }
}
