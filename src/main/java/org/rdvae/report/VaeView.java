package org.rdvae.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.model.VaeSession;
import org.rdvae.training.Measurement;

/**
 * What a run shows of an autoencoder: its bound, and pictures of samples and reconstructions.
 *
 * @param session holds the parameters just validated
 * @param seed of the samples
 * @param examples images to reconstruct, with their classes
 */
public record VaeView(
    VaeSession session, long seed, float[] examples, int[] exampleClasses, int exampleCount)
    implements RunView {
  private static final int SAMPLES = 64;

  @Override
  public void put(Map<String, Object> line, Measurement measurement) {
    line.put("elbo", measurement.elbo());
    line.put("rate", measurement.rate());
    line.put("distortion", measurement.distortion());
    if (measurement.hasBound()) {
      line.put("bound", measurement.bound());
    }
  }

  @Override
  public void putValidation(Map<String, Object> line) {}

  @Override
  public String words(Measurement validation) {
    String elbo =
        String.format(
            Locale.ROOT,
            "-elbo %.2f = rate %.2f + distortion %.2f nats",
            -validation.elbo(),
            validation.rate(),
            validation.distortion());
    return validation.hasBound()
        ? String.format(Locale.ROOT, "-bound %.2f; %s", -validation.bound(), elbo)
        : elbo;
  }

  @Override
  public String progress(double loss, Measurement batch) {
    return String.format(
        Locale.ROOT, "loss %.1f rate %.1f dist. %.1f", loss, batch.rate(), batch.distortion());
  }

  /** Rows of a table come as images one pixel high, and nothing could be seen in them. */
  @Override
  public boolean hasPictures() {
    return session.architecture().image().height() > 1;
  }

  @Override
  public List<Path> draw(RunFolder folder, int epoch) {
    String name = String.format(Locale.ROOT, "epoch-%05d.png", epoch);
    Path samples = folder.samples().resolve("samples-" + name);
    Path reconstructions = folder.samples().resolve("reconstructions-" + name);
    write(samples, Pictures.samples(session, SAMPLES, seed, 1));
    write(
        reconstructions, Pictures.reconstructions(session, examples, exampleClasses, exampleCount));
    return List.of(samples, reconstructions);
  }

  private static void write(Path file, ImageGrid grid) {
    AtomicFile.write(file, grid::writePng);
  }
}
