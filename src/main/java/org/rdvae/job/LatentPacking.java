package org.rdvae.job;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import org.rdvae.base.Failure;
import org.rdvae.codec.LatentSetCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.evaluation.ScoredImages;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;

/** Packs images with loss as their rounded latent variables, and unpacks them. */
public final class LatentPacking {
  private static final int WHITE = 255;

  private final SavedModel model;
  private final LatentSetCodec codec;

  /**
   * @throws Failure BAD_DATA naming the model's file if this model cannot pack images so
   */
  public LatentPacking(SavedModel model) {
    this.model = model;
    Architecture architecture = model.vae().architecture();
    try {
      codec =
          new LatentSetCodec(
              model.job().model(),
              architecture.image(),
              model.checkpoint().modelHash(),
              architecture.latents());
    } catch (Failure e) {
      throw new Failure(e.kind(), model.path() + ": " + e.getMessage(), e);
    }
  }

  /** How far {@link #pack} counts: each image is coded, scored and decoded. */
  public static int work(List<ImageInput> inputs) {
    return 3 * new NumberedImages(inputs).count();
  }

  /**
   * Packs images and measures what that costs.
   *
   * @param steps as in {@link LatentSetCodec}
   * @param session on the model
   * @param progress counts up to {@link #work}
   * @throws Failure OUT_OF_MEMORY if {@link #unpack} would refuse so many images
   */
  public PackedLatents pack(
      VaeSession session, List<ImageInput> inputs, double steps, IntConsumer progress) {
    codec.requireUnpackable(new NumberedImages(inputs).count());
    Latents latents = Latents.encode(model, session, inputs, progress);
    int count = latents.count();
    LatentSetCodec.Packed packed = codec.pack(latents.mean(), latents.logStddev(), steps);
    List<ScoredImages> scores =
        new ModelScores(session, 1, 0).of(inputs, done -> progress.accept(count + done));
    int size = latents.size();
    float[] means = new float[session.rows() * session.architecture().pixels()];
    double[] distortions = new double[session.rows()];
    double distortion = 0;
    double squares = 0;
    int done = 0;
    for (ImageInput input : inputs) {
      for (int first = 0; first < input.images().count(); first += session.rows()) {
        int some = Math.min(session.rows(), input.images().count() - first);
        float[] images = input.rows(first, some);
        float[] z = Arrays.copyOfRange(packed.latents(), done * size, (done + some) * size);
        session.distortion(z, images, some, distortions);
        session.decode(z, some, means);
        distortion += Arrays.stream(distortions, 0, some).sum();
        squares += squares(images, means);
        done += some;
        progress.accept(2 * count + done);
      }
    }
    return new PackedLatents(
        session.architecture().image(),
        count,
        steps,
        packed.file().toBytes(),
        mean(scores, ImageScore::rate),
        mean(scores, ImageScore::distortion),
        distortion / count,
        squares / ((double) count * session.architecture().pixels()),
        model.checkpoint().shortModelHash());
  }

  private static double mean(List<ScoredImages> sets, ToDoubleFunction<ImageScore> part) {
    return sets.stream()
        .flatMap(set -> set.scores().stream())
        .mapToDouble(part)
        .average()
        .orElseThrow();
  }

  private static double squares(float[] images, float[] means) {
    double sum = 0;
    for (int i = 0; i < images.length; i++) {
      double difference = images[i] - Math.max(0, Math.min(1, means[i]));
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * Unpacks images: the means that the decoder gives, as levels of 0 to 255.
   *
   * @param name of the file, for messages
   * @param session on the model
   * @param progress told the number of images done
   */
  public UnpackedImages unpack(
      RdvFile file, String name, VaeSession session, IntConsumer progress) {
    float[] latents = codec.unpack(file, name);
    int size = session.architecture().latents();
    int pixels = session.architecture().pixels();
    int count = latents.length / size;
    byte[] values = new byte[count * pixels];
    float[] means = new float[session.rows() * pixels];
    for (int first = 0; first < count; first += session.rows()) {
      int some = Math.min(session.rows(), count - first);
      session.decode(Arrays.copyOfRange(latents, first * size, (first + some) * size), some, means);
      for (int i = 0; i < some * pixels; i++) {
        values[first * pixels + i] = (byte) Math.rint(WHITE * Math.max(0, Math.min(1, means[i])));
      }
      progress.accept(first + some);
    }
    return new UnpackedImages(session.architecture().image(), false, values);
  }
}
