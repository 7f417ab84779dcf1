package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.distribution.GaussianMixture;
import org.rdvae.job.FittedPrior;
import org.rdvae.job.SavedModel;

/** A prior fitted to a trained model, and samples by it. */
class FitPriorCommandTest {
  @TempDir static Path folder;
  private static TinyJob job;
  private static Path model;

  @BeforeAll
  static void train() {
    job = TinyJob.in(folder);
    model = TinyJob.best(job.trained(folder.resolve("run")));
  }

  @Test
  void samplesComeFromThePriorBesideTheModel() throws IOException {
    String said = done("fit-prior", model, "--components", "6", "--threads", "1").out();
    assertThat(said)
        .contains("components used", "elbo of the fit", "nats under the fitted prior")
        .contains("nats under the model's own prior");
    Path beside = model.resolveSibling("best.prior.safetensors");
    GaussianMixture mixture = FittedPrior.read(beside, SavedModel.load(model)).mixture();
    assertThat(mixture.components()).isBetween(1, 6);
    refused(73, saying("exists already"), "fit-prior", model, "--threads", "1");
    byte[] first = Files.readAllBytes(beside);
    done("fit-prior", model, "--components", "6", "--threads", "1", "--force");
    assertThat(Files.readAllBytes(beside)).isEqualTo(first);

    byte[] fitted = sample("fitted.png", "--prior", "fitted");
    assertThat(sample("file.png", "--prior", beside.toString())).isEqualTo(fitted);
    assertThat(sample("own.png")).isNotEqualTo(fitted);
    assertThat(sample("own-named.png", "--prior", "own")).isEqualTo(sample("own-again.png"));
  }

  private static byte[] sample(String name, String... more) throws IOException {
    Path file = folder.resolve(name);
    Object[] words = {"sample", model, "--count", "4", "--threads", "1", "--out", file};
    Object[] all = new Object[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    done(all);
    assertThat(ImageIO.read(file.toFile())).isNotNull();
    return Files.readAllBytes(file);
  }

  @Test
  void fitsBetterThanTheModelsOwnPrior() {
    String said =
        done("fit-prior", model, "--threads", "1", "--out", folder.resolve("twenty.safetensors"))
            .out();
    assertThat(nats(said, "under the fitted prior"))
        .isGreaterThan(nats(said, "under the model's own prior"));
  }

  private static double nats(String said, String whose) {
    String line = said.lines().filter(text -> text.contains(whose)).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(22).split("nats", -1)[0].strip());
  }

  @Test
  void withoutAFitSamplingSaysHowToGetOne() {
    Path other = TinyJob.last(folder.resolve("run"));
    refused(
        66,
        saying("--prior fitted: ", "last.prior.safetensors does not exist; rdvae fit-prior "),
        "sample",
        other,
        "--prior",
        "fitted",
        "--out",
        folder.resolve("none.png"));
  }

  @Test
  void refusesThePriorOfAnotherModelAndOtherFiles() {
    Path other = TinyJob.best(job.trained(folder.resolve("other"), "--seed", "9"));
    Path prior = folder.resolve("other.safetensors");
    done("fit-prior", other, "--components", "2", "--threads", "1", "--out", prior);
    refused(
        65,
        saying("other.safetensors: fitted to model ", "but ", " is model ", "fit-prior makes"),
        "sample",
        model,
        "--prior",
        prior,
        "--out",
        folder.resolve("none.png"));
    refused(
        65,
        saying("expected a fitted prior as rdvae fit-prior writes it, found "),
        "sample",
        model,
        "--prior",
        other,
        "--out",
        folder.resolve("none.png"));
    Safetensors file = Safetensors.read(prior);
    Path empty = folder.resolve("empty.safetensors");
    new Safetensors(file.metadata(), Map.of()).write(empty);
    refused(
        65,
        saying("expected float64 tensors log_weight of shape [components], and mean"),
        "sample",
        other,
        "--prior",
        empty,
        "--out",
        folder.resolve("none.png"));
  }

  @Test
  void asksForNoMoreComponentsThanImages() {
    refused(
        2,
        saying("--components: expected at most the number of training images, 240, found 241"),
        "fit-prior",
        model,
        "--components",
        "241",
        "--out",
        folder.resolve("none.safetensors"));
  }
}
