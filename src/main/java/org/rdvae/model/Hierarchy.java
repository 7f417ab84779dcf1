package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.NetworkSpec;

/**
 * The levels of latent variables of a model, from the image upwards:
 *
 * <pre>
 * image - encoder - h - encoder above - h above - ... - top posterior
 *                   |                    |                 z top
 * image - decoder - s ------ link ------ s above - ... ----+
 * </pre>
 *
 * <p>Of the encoders the first is that of the model, and the features of the last are the top
 * posterior's. A model of one level has one encoder and no links, and its z is what the decoder
 * reads.
 *
 * @param encoders from the image upwards
 * @param links of all levels below the top, from the image upwards
 * @param top shape of the top level's z
 */
record Hierarchy(List<NetworkSpec> encoders, List<LevelLink> links, FeatureShape top) {

  static Hierarchy of(ModelSettings settings, FeatureShape image) {
    List<ModelSettings.Level> above = settings.latent().above();
    List<NetworkSpec> encoders = new ArrayList<>();
    encoders.add(new NetworkSpec("encoder", image, settings.encoder()));
    for (int i = 0; i < above.size(); i++) {
      FeatureShape below = encoders.get(i).output();
      encoders.add(new NetworkSpec(nameOf(i) + ".encoder", below, above.get(i).encoder()));
    }
    int size = settings.latent().sizeOf(above.size());
    FeatureShape features = encoders.get(above.size()).output();
    FeatureShape top =
        above.isEmpty()
            ? FeatureShape.flat(size)
            : new FeatureShape(features.height(), features.width(), size);
    List<LevelLink> links = new ArrayList<>();
    FeatureShape state = top;
    for (int i = above.size() - 1; i >= 0; i--) {
      LevelLink link =
          LevelLink.of(
              nameOf(i),
              above.get(i),
              state,
              encoders.get(i).output(),
              settings.latent().sizeOf(i));
      links.add(0, link);
      state = link.state();
    }
    return new Hierarchy(encoders, links, top);
  }

  private static String nameOf(int above) {
    return "latent.above." + above;
  }

  /** With which the names of the top level's networks begin. */
  String nameOfTop() {
    return links.isEmpty() ? "" : nameOf(links.size() - 1) + ".";
  }

  /** What the model's decoder reads. */
  FeatureShape state() {
    return links.isEmpty() ? top : links.get(0).state();
  }

  int levels() {
    return links.size() + 1;
  }

  /** Latent variables of a level, counted from the image upwards. */
  int latents(int level) {
    return level == links.size() ? top.size() : links.get(level).z().size();
  }

  /** Of all levels. */
  int latents() {
    int sum = 0;
    for (int level = 0; level < levels(); level++) {
      sum = Math.addExact(sum, latents(level));
    }
    return sum;
  }
}
