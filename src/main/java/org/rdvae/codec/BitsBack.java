package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.rdvae.base.Failure;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.FeatureShape;

/**
 * Packs a set of images without loss at about the cost of a model's −ELBO: bits back with an
 * asymmetric numeral system. Everything that decides a probability is in whole numbers on both
 * sides, encoder and decoder networks included, so that a file made on one machine can be unpacked
 * on any other. Immutable and safe to share.
 *
 * <p>The file has one chunk of data: how many initial words there were, the value that stands for a
 * 1 of bits (1 or 255; 1 for other images), and the stack. The last image is pushed first.
 */
public final class BitsBack {
  /** Enough for the variables of one image of any model that there will be. */
  private static final int PLENTY_OF_WORDS = 1 << 20;

  private final ModelSettings settings;
  private final String modelHash;
  private final FixedVae vae;
  private final ImageForm form;

  /**
   * A set of images as a file.
   *
   * @param initialBits of the file, which the first image's latent variables were drawn from
   * @param cost of all images by the model; the file has the initial bits and its frame besides
   */
  public record Packed(RdvFile file, int initialBits, BitsBackCost cost) {}

  /**
   * @param modelHash of the parameters, at least 16 hex digits
   * @param parameters values by name, as in a checkpoint; called only now
   * @throws Failure BAD_DATA if the model cannot pack images, naming what it would have to be
   */
  public BitsBack(
      ModelSettings settings,
      FeatureShape image,
      String modelHash,
      Function<String, float[]> parameters) {
    this.settings = settings;
    this.modelHash = modelHash;
    form = new ImageForm(image, settings.likelihood() instanceof BernoulliLikelihood);
    values();
    vae = new FixedVae(settings, image, parameters, form.inputFraction());
  }

  private ValueIntervals values() {
    return ValueIntervals.of(settings.likelihood(), form.shape().channels());
  }

  /** Whether the model's values are bits, so that images must have two tones. */
  public boolean isOfBits() {
    return form.bits();
  }

  /**
   * Packs images.
   *
   * @param images all their values, 0 to 255, or for a model of bits 0 and either 1 or 255
   * @param progress told how many images are done
   */
  public Packed pack(byte[] images, IntConsumer progress) {
    int size = form.shape().size();
    int count = images.length / size;
    int white = form.white(images);
    int words = initialWords(form.image(images, count - 1, white));
    while (true) {
      try {
        AnsStack stack = InitialBits.stack(words);
        BitsBackCoder coder = new BitsBackCoder(vae, values(), form);
        for (int i = count - 1; i >= 0; i--) {
          coder.push(stack, form.image(images, i, white));
          progress.accept(count - i);
        }
        return new Packed(
            file(images, payload(words, white, stack)), words * Integer.SIZE, coder.cost());
      } catch (DryStackException e) {
        words++;
      }
    }
  }

  /** A little less than the first image needs: how much exactly depends on the bits themselves. */
  private int initialWords(byte[] first) {
    BitsBackCoder coder = new BitsBackCoder(vae, values(), form);
    coder.push(InitialBits.stack(PLENTY_OF_WORDS), first);
    return Math.max(0, (int) (coder.cost().drawnForFirst() / Integer.SIZE) - 2);
  }

  private static byte[] payload(int words, int white, AnsStack stack) {
    byte[] bytes = stack.toBytes();
    ByteBuffer out = ByteBuffer.allocate(2 * VariableLength.MOST_BYTES + bytes.length);
    VariableLength.write(out, words);
    VariableLength.write(out, white);
    out.put(bytes);
    return Arrays.copyOf(out.array(), out.position());
  }

  private RdvFile file(byte[] images, byte[] payload) {
    FeatureShape shape = form.shape();
    RdvHeader header =
        new RdvHeader(
            modelHash,
            shape.width(),
            shape.height(),
            shape.channels(),
            new RdvKind.Lossless(images.length / shape.size()),
            Crc.of(images, 0, images.length));
    return new RdvFile(header, List.of(new RdvChunk(RdvChunk.DATA, payload)));
  }

  /**
   * Unpacks what {@link #pack} packed.
   *
   * @param name of the file, for messages
   * @param progress told how many images are done
   * @throws Failure BAD_DATA if the file is of another model or kind, or holds what no packing gave
   */
  public byte[] unpack(RdvFile file, String name, IntConsumer progress) {
    file.requireModel(modelHash, name);
    try {
      return new BitsBackUnpacking(new BitsBackCoder(vae, values(), form), form)
          .unpack(file, name, progress);
    } catch (BadCodeException e) {
      throw RdvRefusal.damaged(name, e.getMessage());
    }
  }
}
