package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/**
 * The masks of a model's dropout layers: 0 for what is dropped, 1 / (1 - rate) for what is kept, so
 * that sums keep their expectation. A mask is a pure function of (seed, epoch, step, layer).
 *
 * <p>Each value takes 16 random bits, so a rate is rounded to a multiple of 1/65536.
 */
public final class DropoutMasks {
  private record Mask(Tensor tensor, float[] host, int dropped, float kept) {}

  private final List<Mask> masks = new ArrayList<>();
  private final RandomStream stream;

  public DropoutMasks(long seed) {
    stream = new RandomStream(seed, RandomStream.Purpose.DROPOUT);
  }

  void add(Tensor tensor, double rate) {
    int dropped = (int) Math.round(rate * 65536);
    float kept = (float) (65536.0 / (65536 - dropped));
    masks.add(new Mask(tensor, new float[Math.toIntExact(tensor.size())], dropped, kept));
  }

  /** Draws the masks of a step; both numbers count from 0. */
  public void draw(int epoch, int step) {
    for (int i = 0; i < masks.size(); i++) {
      stream.at(epoch, ((long) i << 32) + step);
      fill(masks.get(i));
    }
  }

  private void fill(Mask mask) {
    float[] host = mask.host;
    int word = 0;
    for (int i = 0; i < host.length; i++) {
      word = (i & 1) == 0 ? stream.nextInt() : word >>> 16;
      host[i] = (word & 0xFFFF) < mask.dropped ? 0 : mask.kept;
    }
    mask.tensor.write(host);
  }
}
