package org.rdvae.data;

import java.io.IOException;
import java.io.InputStream;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;

/**
 * The embedded set: statically binarised MNIST, 50000/10000/10000 images of 28x28 pixels, each 0 or
 * 1. These are the bits on which likelihoods of the literature are reported, so no other
 * binarisation may be laid over them.
 *
 * <p>Salakhutdinov and Murray, On the Quantitative Analysis of Deep Belief Networks, ICML 2008;
 * split and order of Larochelle.
 */
final class MnistBinary {
  private MnistBinary() {}

  static Splits load() {
    return new Splits(
        KebabCase.of(DataSettings.Set.MNIST_BINARY.name()),
        Binarization.BITS,
        read(Split.TRAIN),
        read(Split.VALIDATION),
        read(Split.TEST));
  }

  private static ImageSet read(Split split) {
    String name = "mnist-binary/" + KebabCase.of(split.name()) + "-images-idx3-ubyte.gz";
    try (InputStream in = MnistBinary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new Failure(
            Failure.Kind.BUG, name + ": expected in the program's jar, found nothing there");
      }
      return IdxReader.read(in, name, split);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          name + ": cannot be read from the program's jar: " + e.getMessage(),
          e);
    }
  }
}
