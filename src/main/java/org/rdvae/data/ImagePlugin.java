package org.rdvae.data;

/**
 * Images from a source outside of rdvae. A class that implements it has a public constructor with
 * one {@link org.rdvae.base.PluginSettings} and is named by {@code data: {set: plugin, plugin:
 * {class-name: ...}}}.
 */
public interface ImagePlugin {
  /**
   * The images of training, validation or test, 8-bit values, made with {@link ImageSet#copyOf};
   * one size for all splits, and the same images whenever asked, since a training that goes on and
   * an evaluation read them again.
   */
  ImageSet images(Split split);
}
