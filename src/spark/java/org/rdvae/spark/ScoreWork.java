package org.rdvae.spark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.rdvae.base.Sha256;
import org.rdvae.data.PicturePath;
import org.rdvae.evaluation.Evaluator;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.model.VaeSession;

/**
 * How likely a model finds every picture, in nats, and per value in bits where the model's
 * likelihood is one of discrete values.
 *
 * <p>A picture's noise is a function of the job's seed and of its path, so it depends neither on
 * the parts nor on the other pictures. It is the noise of a seed of the picture's own, which stands
 * in the table: {@code rdvae score CHECKPOINT PICTURE --seed THAT} gives the same numbers.
 */
record ScoreWork(String model, int threads, int samples, long seed) implements CorpusWork {
  private static final long serialVersionUID = 1L;

  @Override
  public String command() {
    return "score";
  }

  @Override
  public String doing() {
    return "scoring";
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(
        Map.of("importance-samples", Integer.toString(samples), "seed", Long.toString(seed)));
  }

  @Override
  public String tables() {
    return "scores";
  }

  @Override
  public MessageType schema() {
    return MessageTypeParser.parseMessageType(
        """
        message scores {
          required binary path (STRING);
          required double nll;
          required double elbo;
          required double rate;
          required double distortion;
          optional double complexity;
          optional double excess;
          optional double bits_per_dimension;
          optional double nll_bits_per_dimension;
          required int32 importance_samples;
          required int64 seed;
          required binary model (STRING);
        }
        """);
  }

  @Override
  public boolean takes(String fileName) {
    return PicturePath.isPicture(fileName);
  }

  @Override
  public int leastFiles() {
    return 200;
  }

  @Override
  public int mostFiles() {
    return 1000;
  }

  /** The first 63 bits of the SHA-256 of the seed, 8 bytes from the highest, and the path. */
  static long seedOf(long seed, String path) {
    MessageDigest digest = Sha256.begin();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    digest.update(path.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.digest()).getLong() & Long.MAX_VALUE;
  }

  @Override
  public OpenPart open(Path checkpoint, OutputFiles outputs, Consumer<Group> rows) {
    MessageType schema = schema();
    return new PictureBatch(PictureBatch.Loaded.of(this, checkpoint, threads)) {
      @Override
      void compute(VaeSession session, List<String> paths, float[] pictures) {
        int pixels = session.architecture().pixels();
        boolean discrete = session.architecture().likelihood().isDiscrete();
        new Evaluator(
                session, samples, seed, image -> Evaluator.stream(seedOf(seed, paths.get(image))))
            .evaluate(
                (first, count, target) ->
                    System.arraycopy(pictures, first * pixels, target, 0, count * pixels),
                paths.size(),
                done -> {},
                (image, score) ->
                    rows.accept(row(schema, paths.get(image), score, pixels, discrete)));
      }
    };
  }

  private Group row(
      MessageType schema, String path, ImageScore score, int pixels, boolean discrete) {
    Group row = new SimpleGroup(schema);
    row.append("path", path);
    row.append("nll", score.nll());
    row.append("elbo", score.elbo());
    row.append("rate", score.rate());
    row.append("distortion", score.distortion());
    if (!Double.isNaN(score.complexity())) {
      row.append("complexity", score.complexity());
      row.append("excess", score.excess());
    }
    if (discrete) {
      row.append("bits_per_dimension", -score.elbo() / pixels / Math.log(2));
      row.append("nll_bits_per_dimension", score.nll() / pixels / Math.log(2));
    }
    row.append("importance_samples", samples);
    row.append("seed", seedOf(seed, path));
    row.append("model", model);
    return row;
  }
}
