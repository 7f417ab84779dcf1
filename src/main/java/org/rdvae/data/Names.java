package org.rdvae.data;

import java.util.Locale;

/** The names that config files give to enum constants: {@code MNIST_BINARY} is mnist-binary. */
final class Names {
  private Names() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
