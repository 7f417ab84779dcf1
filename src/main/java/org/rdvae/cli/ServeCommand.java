package org.rdvae.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.job.ModelStore;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.SavedModel;
import org.rdvae.serve.DemoServer;
import org.rdvae.serve.DemoSite;
import org.rdvae.serve.DigitModel;
import org.rdvae.serve.Limits;
import org.rdvae.serve.PhotoService;
import org.rdvae.serve.ServedCodec;
import org.rdvae.tensor.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rdvae serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a codec of photographs and a model of digits on a page for the browser: original and"
          + " decoded picture side by side at any quality, with sizes and the rate-distortion curve;"
          + " latent variables on sliders, samples, ways from one digit to another.",
      "Answers this machine only, unless --host says otherwise. Ctrl-C ends it."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MOST_PORT = 65_535;

  @Spec private CommandSpec command;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen at, 0 for any free one. (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      description =
          "Name or address of this machine to listen at; 0.0.0.0 answers everybody who can reach"
              + " it, without a password or encryption. (default: ${DEFAULT-VALUE})")
  private String host;

  @Option(
      names = "--model",
      paramLabel = "CHECKPOINT",
      description = "Codec model of photographs. (default: the shipped one)")
  private Path model;

  @Option(
      names = "--digits",
      paramLabel = "CHECKPOINT",
      description = "Model of digits or other small images. (default: the shipped one)")
  private Path digits;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for each picture. (default: OMP_NUM_THREADS, else all cores)")
  private Integer threads;

  @Option(names = "--verbose", description = "Print a line for each request to standard error.")
  private boolean verbose;

  @Override
  public Integer call() {
    Arguments.between(command, "--port", port, 0, MOST_PORT);
    Arguments.between(command, "--threads", threads, 1, 1024);
    Limits limits = Limits.ofThisJava();
    Optional<PhotoService> photos = codec().map(path -> photoService(path, limits));
    try (Interruption interruption = Interruption.listen();
        DigitModel shown = digitModel();
        DemoServer server =
            start(new DemoSite(photos, Optional.ofNullable(shown), limits), limits)) {
      System.out.println(server.url());
      System.err.println("Ctrl-C ends it");
      interruption.await();
    }
    return 0;
  }

  private DemoServer start(DemoSite site, Limits limits) {
    return new DemoServer(host, port, site, limits, System.err::println, verbose);
  }

  private PhotoService photoService(Path checkpoint, Limits limits) {
    ServedCodec codec = ServedCodec.load(checkpoint, this::device);
    return new PhotoService(codec, PhotoModels.ofThreads(threads()), limits);
  }

  /** Loads the native library, which a page without models does not need. */
  private Device device() {
    return Device.cpu(threads());
  }

  private int threads() {
    return threads == null ? Device.defaultThreads() : threads;
  }

  private Optional<Path> codec() {
    if (model != null) {
      return Optional.of(Arguments.existing(model));
    }
    Optional<Path> shipped = ModelStore.standard().findShipped();
    if (shipped.isEmpty()) {
      System.err.println("the shipped codec of photographs is not there; --model names one");
    }
    return shipped;
  }

  /** Null where there is none, for a resource that need not be there. */
  private DigitModel digitModel() {
    Optional<Path> path =
        digits == null
            ? ModelStore.standard().findDigits()
            : Optional.of(Arguments.existing(digits));
    if (path.isEmpty()) {
      System.err.println("the shipped model of digits is not there; --digits names one");
      return null;
    }
    SavedModel saved = SavedModel.load(path.get());
    PictureOptions.requireImages(saved);
    return DigitModel.open(saved, device());
  }
}
