package org.rdvae.distribution;

import java.util.List;
import org.rdvae.data.ValueKind;

/**
 * Word counts of a document, given by the logits of its words: p = softmax(logits). With a linear
 * decoder this is a product of experts, in which each latent variable raises some words and lowers
 * others: Srivastava and Sutton, Autoencoding Variational Inference for Topic Models (ProdLDA),
 * ICLR 2017, arXiv:1703.01488; with layers in the decoder, Miao, Yu and Blunsom, Neural Variational
 * Inference for Text Processing, ICML 2016, arXiv:1511.06038. {@link Multinomial} has the formulas.
 */
public record MultinomialLikelihood() implements Likelihood {
  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(LikelihoodHead.ofPlaces("logits", channels));
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public boolean takes(ValueKind kind) {
    return kind == ValueKind.COUNTS;
  }

  @Override
  public PlannedLikelihood plan(LikelihoodPlace place) {
    return new PlannedMultinomial(place);
  }
}
