package org.rdvae.codec;

import java.util.Random;

/** A file of one kind whose mutants are given to its decoder, which must refuse or decode them. */
interface MutantTrial {
  /** An honest one. */
  byte[] honest();

  /** Decodes one, and checks that what comes out has the size that it declares. */
  void decode(byte[] file);

  /** Tries one whose checksums are as the accident left them; says whether it was decoded. */
  boolean asFound(Random random);

  /** Tries one whose checksums were made right again; the number chooses among kinds of them. */
  boolean resealed(int number, Random random);
}
