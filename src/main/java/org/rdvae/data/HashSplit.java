package org.rdvae.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.base.Sha256;

/**
 * Divides examples by what they are and not by where they stand. The first 8 bytes of a SHA-256
 * make a fraction u, 0 &lt;= u &lt; 1, and
 *
 * <pre>
 *   u &lt; test                   the example is for the test,
 *   u &lt; test + validation      else for validation,
 *                              else for training.
 * </pre>
 *
 * <p>So the parts are the same on every machine, in every order of reading, and adding or removing
 * examples never moves another from training to test. The sizes of the parts are only near the
 * shares asked for: of n examples, n p give or take twice the root of n p (1 - p).
 */
final class HashSplit {
  private final double test;
  private final double testAndValidation;
  private final MessageDigest digest = Sha256.begin();

  HashSplit(SplitSettings shares) {
    requireShares(shares);
    test = shares.test();
    testAndValidation = shares.test() + shares.validation();
  }

  static void requireShares(SplitSettings shares) {
    if (!(shares.test() + shares.validation() < 1)) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "data.split: expected validation and test to be less than 1 together, found "
              + shares.validation()
              + " and "
              + shares.test());
    }
  }

  /** The part of an example of this name: a path below the set's folder, with {@code /} within. */
  Split of(String name) {
    return of(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The part of an example of this content. */
  Split of(byte[] content) {
    double u = (ByteBuffer.wrap(digest.digest(content)).getLong() >>> 11) * 0x1p-53;
    return u < test ? Split.TEST : u < testAndValidation ? Split.VALIDATION : Split.TRAIN;
  }

  /**
   * Refuses parts of which one is empty.
   *
   * @param place the file or folder that was divided
   * @param things what it holds, in the plural
   */
  static void requireNoneEmpty(
      String place, String things, int train, int validation, int testCount) {
    if (train == 0 || validation == 0 || testCount == 0) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              Locale.ROOT,
              "data.split: expected %s in each part of %s, found %d for training, %d for validation"
                  + " and %d for the test; give more %s or other shares",
              things,
              place,
              train,
              validation,
              testCount,
              things));
    }
  }
}
