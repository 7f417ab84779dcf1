package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.model.ModelSettings;
import org.rdvae.network.FeatureShape;

/**
 * A set of images as a lossy file of any Gaussian autoencoder: the means of the posteriors, each
 * rounded to a multiple of a step that is tied to the posterior's standard deviation. What the
 * posterior does not know about a latent variable is not worth a bit, so that one number, the step
 * in standard deviations, moves all variables along the rate-distortion curve together.
 *
 * <pre>
 * step_j = steps · (mean over images of σ_j²)^½      k_ij = round(μ_ij / step_j)      ẑ_ij = k_ij step_j
 * </pre>
 *
 * <p>Yang, Bamler and Mandt, <i>Variational Bayesian Quantization</i>, ICML 2020, arXiv:2002.08158,
 * round finer where a single image's posterior is narrow, in the bins of the prior. Here the step
 * is the same for all images of a set: the decoder must know it, and it then costs 2 bytes a
 * variable.
 *
 * <p>The file has one chunk of data: how many variables, the {@link LatentGrid} of each, and one
 * message with the numbers of the first image's variables, then the second's, and so on.
 */
public final class LatentSetCodec {
  /** Steps in standard deviations. */
  public static final double LEAST_STEPS = 0.05;

  public static final double MOST_STEPS = 20;

  /** Far beyond what a trained model gives. */
  private static final int MOST_NUMBER = 1 << 24;

  private static final int IMAGES_TO_BEGIN_WITH = 64;

  /** Virtual machines refuse arrays of the last few lengths below 2^31. */
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private final String modelHash;
  private final FeatureShape image;
  private final int latents;

  /**
   * A set of images as a file.
   *
   * @param latents ẑ, a row for each image: what {@link #unpack} will give
   */
  public record Packed(RdvFile file, float[] latents) {}

  /**
   * @param modelHash of the parameters, at least 16 hex digits
   * @param latents variables of an image
   * @throws Failure BAD_DATA if the model cannot pack images so, naming what it would have to be
   */
  public LatentSetCodec(ModelSettings settings, FeatureShape image, String modelHash, int latents) {
    PackableModel.requireOneLevel(settings);
    this.modelHash = modelHash;
    this.image = image;
    this.latents = latents;
  }

  /**
   * Packs images.
   *
   * @param mean of the posteriors, a row for each image
   * @param logStddev natural logarithms of their standard deviations, likewise
   * @param steps the step in standard deviations, {@link #LEAST_STEPS} to {@link #MOST_STEPS}
   * @throws Failure OUT_OF_MEMORY if {@link #unpack} would refuse so many images
   */
  public Packed pack(float[] mean, float[] logStddev, double steps) {
    int count = mean.length / latents;
    requireUnpackable(count);
    ByteBuffer grids =
        ByteBuffer.allocate(VariableLength.MOST_BYTES + latents * LatentGrid.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    VariableLength.write(grids, latents);
    LatentGrid[] fitted = new LatentGrid[latents];
    int[][] numbers = new int[latents][count];
    for (int j = 0; j < latents; j++) {
      LatentGrid grid = LatentGrid.ofStep(steps * typical(logStddev, j, count));
      round(mean, j, grid.step(), numbers[j]);
      fitted[j] = grid.fittedTo(numbers[j]);
      fitted[j].write(grids);
    }
    Row row = new Row(fitted);
    RansEncoder encoder = new RansEncoder();
    Crc checksum = new Crc();
    float[] rounded = new float[mean.length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < latents; j++) {
        row.numbers[j] = numbers[j][i];
        encoder.put(row.tables[j], row.numbers[j]);
      }
      checksum.add(row.numbers);
      row.place(rounded, i);
    }
    byte[] message = encoder.finish();
    byte[] payload = Arrays.copyOf(grids.array(), grids.position() + message.length);
    System.arraycopy(message, 0, payload, grids.position(), message.length);
    RdvHeader header =
        new RdvHeader(
            modelHash,
            image.width(),
            image.height(),
            image.channels(),
            new RdvKind.LatentSet(count),
            checksum.value());
    return new Packed(new RdvFile(header, List.of(new RdvChunk(RdvChunk.DATA, payload))), rounded);
  }

  private double typical(float[] logStddev, int j, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(2.0 * logStddev[i * latents + j]);
    }
    return Math.sqrt(sum / count);
  }

  private void round(float[] mean, int j, double step, int[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      double number = Math.rint(mean[i * latents + j] / step);
      numbers[i] = (int) Math.max(-MOST_NUMBER, Math.min(MOST_NUMBER, number));
    }
  }

  /** One image's numbers, and what they are coded by and stand for. */
  private static final class Row {
    final int[] numbers;
    final FrequencyTable[] tables;
    final double[] steps;

    Row(LatentGrid[] grids) {
      numbers = new int[grids.length];
      tables = Arrays.stream(grids).map(LatentGrid::table).toArray(FrequencyTable[]::new);
      steps = Arrays.stream(grids).mapToDouble(LatentGrid::step).toArray();
    }

    void place(float[] rows, int image) {
      for (int j = 0; j < numbers.length; j++) {
        rows[image * numbers.length + j] = (float) (numbers[j] * steps[j]);
      }
    }
  }

  /**
   * The latent variables of a file, a row for each image.
   *
   * @param name of the file, for messages
   * @throws Failure BAD_DATA if the file is of another model or kind, or damaged; OUT_OF_MEMORY if
   *     its images do not fit into Java's arrays
   */
  public float[] unpack(RdvFile file, String name) {
    int count = count(file.header(), name);
    file.requireModel(modelHash, name);
    requireRoom(count, name);
    try {
      return unpack(file, count);
    } catch (BadCodeException e) {
      throw RdvRefusal.damaged(name, e.getMessage());
    }
  }

  private static int count(RdvHeader header, String name) {
    if (!(header.kind() instanceof RdvKind.LatentSet set)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          name + ": expected a set of images packed with loss, found another kind of file");
    }
    return set.images();
  }

  /**
   * Refuses more images than {@link #unpack} gives back, before any work is done on them.
   *
   * @throws Failure OUT_OF_MEMORY with how many there may be
   */
  public void requireUnpackable(int count) {
    if (values(count) > MOST_VALUES) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "--lossy: expected at most %,d images in a file, whose values fit into Java's arrays"
                  + " when it is unpacked, found %,d; pack them into several files",
              MOST_VALUES / values(1),
              count));
    }
  }

  private long values(int count) {
    return (long) count * Math.max(image.size(), latents);
  }

  private void requireRoom(int count, String name) {
    long values = values(count);
    if (values > MOST_VALUES) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT, "%s: has %,d values, more than fit into Java's arrays", name, values));
    }
  }

  private float[] unpack(RdvFile file, int count) {
    List<byte[]> data = file.data(RdvChunk.DATA);
    if (data.size() != 1) {
      throw new BadCodeException("expected one chunk of data, found " + data.size());
    }
    RdvHeader header = file.header();
    if (header.height() != image.height()
        || header.width() != image.width()
        || header.channels() != image.channels()) {
      throw new BadCodeException("expected images of " + image + ", as the model has them");
    }
    ByteBuffer in = ByteBuffer.wrap(data.get(0)).order(ByteOrder.LITTLE_ENDIAN);
    Row row = new Row(grids(in));
    byte[] message = new byte[in.remaining()];
    in.get(message);
    RansDecoder decoder = new RansDecoder(message);
    Crc checksum = new Crc();
    // The memory grows with what was decoded: a file may claim any number of images.
    float[] rows = new float[0];
    for (int i = 0; i < count; i++) {
      if (i * latents == rows.length) {
        long more = Math.max(IMAGES_TO_BEGIN_WITH, 2L * i);
        rows = Arrays.copyOf(rows, (int) Math.min(more, count) * latents);
      }
      for (int j = 0; j < latents; j++) {
        row.numbers[j] = decoder.get(row.tables[j]);
      }
      checksum.add(row.numbers);
      row.place(rows, i);
    }
    decoder.finish();
    if (checksum.value() != header.contentChecksum()) {
      throw new BadCodeException("the decoded latents do not have the checksum of the header");
    }
    return rows;
  }

  private LatentGrid[] grids(ByteBuffer in) {
    long variables = VariableLength.read(in);
    if (variables != latents || in.remaining() < latents * LatentGrid.BYTES) {
      throw new BadCodeException(
          "expected the grids of " + latents + " variables, found " + variables);
    }
    LatentGrid[] grids = new LatentGrid[latents];
    for (int j = 0; j < latents; j++) {
      grids[j] = LatentGrid.read(in);
    }
    return grids;
  }
}
