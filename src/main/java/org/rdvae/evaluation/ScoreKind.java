package org.rdvae.evaluation;

import java.util.List;
import org.rdvae.base.KebabCase;

/** The numbers of an {@link ImageScore}, each of which can be asked how unusual an image is. */
public enum ScoreKind {
  NLL,
  ELBO,
  RATE,
  DISTORTION,
  COMPLEXITY,
  EXCESS;

  /** Those that an {@link Evaluation} has as averages; a compressor is the same for all models. */
  public static final List<ScoreKind> OF_MODELS = List.of(NLL, ELBO, RATE, DISTORTION);

  /** The name in tables and files. */
  public String label() {
    return KebabCase.of(name());
  }

  /** In nats. */
  public double of(ImageScore score) {
    return switch (this) {
      case NLL -> score.nll();
      case ELBO -> score.elbo();
      case RATE -> score.rate();
      case DISTORTION -> score.distortion();
      case COMPLEXITY -> score.complexity();
      case EXCESS -> score.excess();
    };
  }

  /** The same with the sign that makes it larger for less likely images. */
  public double anomaly(ImageScore score) {
    return this == ELBO ? -of(score) : of(score);
  }
}
