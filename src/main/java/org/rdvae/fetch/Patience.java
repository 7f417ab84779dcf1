package org.rdvae.fetch;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect for an answer at the door
 * @param silence while nothing comes; a slow server may take as long as it likes
 * @param fruitless how often it is asked again when nothing at all came of it
 * @param pause before it is asked again
 */
record Patience(Duration connect, Duration silence, int fruitless, Duration pause) {
  static final Patience USUAL =
      new Patience(Duration.ofSeconds(15), Duration.ofSeconds(30), 2, Duration.ofSeconds(2));
}
