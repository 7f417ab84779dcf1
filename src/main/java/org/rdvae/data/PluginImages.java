package org.rdvae.data;

import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.base.Plugins;

/** Reads the images of an {@link ImagePlugin}. */
final class PluginImages {
  private PluginImages() {}

  static Splits load(DataSettings settings) {
    String className =
        settings
            .plugin()
            .className()
            .orElseThrow(
                () ->
                    new Failure(
                        Failure.Kind.BAD_CONFIG,
                        "data.plugin.class-name: missing, because data.set is plugin"));
    ImagePlugin plugin = Plugins.make(ImagePlugin.class, className, settings.plugin().settings());
    ImageSet train = images(plugin, className, Split.TRAIN);
    ImageSet validation = images(plugin, className, Split.VALIDATION);
    ImageSet test = images(plugin, className, Split.TEST);
    for (ImageSet other : new ImageSet[] {validation, test}) {
      if (!size(other).equals(size(train))) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            className + ": expected images of " + size(train) + " in every split, found " + other);
      }
    }
    for (ImageSet set : new ImageSet[] {train, validation, test}) {
      Bits.require(set, settings.binarization(), className);
    }
    return new Splits(
        KebabCase.of(settings.set().name()), settings.binarization(), train, validation, test);
  }

  private static ImageSet images(ImagePlugin plugin, String className, Split split) {
    ImageSet images = Plugins.call(className, "images", () -> plugin.images(split));
    if (images.split() != split || images.count() == 0) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          className + ": expected images of the split " + split + ", found " + images);
    }
    return images;
  }

  private static String size(ImageSet images) {
    return SizeText.words(images.height(), images.width(), images.channels());
  }
}
