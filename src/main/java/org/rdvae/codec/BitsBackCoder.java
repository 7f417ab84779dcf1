package org.rdvae.codec;

import java.util.List;

/**
 * Codes one image after the other on a stack, bits back: the latent variables are drawn from their
 * posterior by popping bits that are on the stack already, and pushing them back by the prior is
 * all that they cost. Encoding and decoding are mirror images:
 *
 * <pre>
 * push image   pop u by q(u|x), top first;  push x by p(x|u);  push u by p(u), lowest level first
 * pop image    pop u by p(u), top first;    pop x by p(x|u);   push u by q(u|x), lowest level first
 * </pre>
 *
 * <p>On average an image costs −log2 p(x, u) + log2 q(u|x), its −ELBO. Where a level's posterior
 * asks for the levels above, all of them are drawn before anything is pushed, so that of several
 * levels the first image takes the initial bits of all (Bit-Swap's order, which saves them, is for
 * posteriors that ask for the level below).
 *
 * <p>An instance belongs to one thread. Townsend, Bird and Barber, ICLR 2019, arXiv:1901.04866; of
 * several levels, top down: Townsend, Bird, Kunze and Barber, HiLLoC, ICLR 2020, arXiv:1912.09953.
 */
final class BitsBackCoder {
  private final FixedVae vae;
  private final ValueIntervals values;
  private final ImageForm form;
  private final NormalIntervals posterior = new NormalIntervals();
  private final BitsBackCost cost = new BitsBackCost();

  BitsBackCoder(FixedVae vae, ValueIntervals values, ImageForm form) {
    this.vae = vae;
    this.values = values;
    this.form = form;
  }

  void push(AnsStack stack, byte[] image) {
    List<WideMap> features = vae.features(form.input(image));
    int lowest = vae.levels().size();
    int[][] bins = new int[lowest + 1][];
    bins[lowest] = draw(stack, vae.top(features));
    WideMap state = vae.topState(bins[lowest]);
    for (int i = lowest - 1; i >= 0; i--) {
      FixedLevel level = vae.levels().get(i);
      FixedLevel.Descent descent = level.descend(state);
      bins[i] = draw(stack, level.posterior(features.get(i), descent));
      state = level.place(descent, bins[i]);
    }
    values.use(vae.decode(state));
    double bits = 0;
    for (int i = image.length - 1; i >= 0; i--) {
      values.at(i, image);
      bits += values.push(stack, image[i] & 0xFF);
    }
    cost.addDistortion(bits);
    for (int[] level : bins) {
      for (int j = level.length - 1; j >= 0; j--) {
        stack.push(level[j], 1, LatentBins.BITS);
      }
    }
    cost.addImage();
  }

  /** Pops from the top what {@link #push} left there. */
  void pop(AnsStack stack, byte[] image) {
    int lowest = vae.levels().size();
    int[][] bins = new int[lowest + 1][];
    FixedLevel.Descent[] descents = new FixedLevel.Descent[lowest];
    bins[lowest] = popByPrior(stack, vae.topLatents());
    WideMap state = vae.topState(bins[lowest]);
    for (int i = lowest - 1; i >= 0; i--) {
      FixedLevel level = vae.levels().get(i);
      descents[i] = level.descend(state);
      bins[i] = popByPrior(stack, descents[i].prior().size());
      state = level.place(descents[i], bins[i]);
    }
    values.use(vae.decode(state));
    for (int i = 0; i < image.length; i++) {
      values.at(i, image);
      image[i] = (byte) values.pop(stack);
    }
    List<WideMap> features = vae.features(form.input(image));
    for (int i = 0; i < lowest; i++) {
      giveBack(stack, vae.levels().get(i).posterior(features.get(i), descents[i]), bins[i]);
    }
    giveBack(stack, vae.top(features), bins[lowest]);
  }

  private static int[] popByPrior(AnsStack stack, int count) {
    int[] bins = new int[count];
    for (int j = 0; j < count; j++) {
      bins[j] = stack.peek(LatentBins.BITS);
      stack.pop(bins[j], 1, LatentBins.BITS);
    }
    return bins;
  }

  private int[] draw(AnsStack stack, FixedBelief belief) {
    int[] bins = new int[belief.size()];
    double bits = 0;
    for (int j = 0; j < bins.length; j++) {
      posterior.set(belief.mean()[j], belief.logStddev()[j]);
      bins[j] = posterior.pop(stack);
      bits += posterior.cost(bins[j]);
    }
    cost.addDrawn(bins.length, bits);
    return bins;
  }

  private void giveBack(AnsStack stack, FixedBelief belief, int[] bins) {
    for (int j = bins.length - 1; j >= 0; j--) {
      posterior.set(belief.mean()[j], belief.logStddev()[j]);
      if (posterior.start(bins[j]) == posterior.start(bins[j] + 1)) {
        throw new BadCodeException("a latent variable is where its posterior has no mass");
      }
      posterior.push(stack, bins[j]);
    }
  }

  /** Of the images pushed. */
  BitsBackCost cost() {
    return cost;
  }
}
