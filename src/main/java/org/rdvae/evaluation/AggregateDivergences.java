package org.rdvae.evaluation;

/**
 * How far the aggregate posterior q(z) of a set of images is from the prior p(z), each estimated by
 * samples, in nats unless said otherwise. The formulas and how they are related stand on the page
 * divergences of the site.
 *
 * @param images in the aggregate posterior
 * @param samples of each of the two distributions
 * @param seed of the samples
 * @param order a of the alpha divergence, between 0 and 1
 * @param forward KL(q || p), which with the mutual information makes the mean rate
 * @param reverse KL(p || q): the loss of a sample of the prior where no image has its code; where q
 *     is thin it rests on few samples, and so does its error
 * @param alpha D_a = (1 − ∫ p^a q^(1−a)) / (a (1 − a)); has no unit, at most 1 / (a (1 − a))
 * @param information mutual information of z and the image's number, at most ln images
 * @param totalCorrelation KL(q(z) || Π q(z_j))
 */
public record AggregateDivergences(
    int images,
    int samples,
    long seed,
    double order,
    Estimate forward,
    Estimate reverse,
    Estimate alpha,
    Estimate information,
    Estimate totalCorrelation) {}
