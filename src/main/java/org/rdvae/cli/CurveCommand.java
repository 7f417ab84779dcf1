package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rdvae.data.PicturePath;
import org.rdvae.evaluation.ImageCoder;
import org.rdvae.evaluation.NamedPhoto;
import org.rdvae.job.CurveFiles;
import org.rdvae.job.CurveRun;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.Photos;
import org.rdvae.job.SavedCurves;
import org.rdvae.job.WatchedWork;
import org.rdvae.tensor.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae curve}. */
@Command(
    name = "curve",
    mixinStandardHelpOptions = true,
    description = {
      "Measures rate against distortion of a codec model and of other formats over pictures: bytes"
          + " of whole files, bits per pixel, PSNR, MS-SSIM, seconds; and the difference of file"
          + " sizes at equal PSNR (BD-rate).",
      "Writes curve.json, curve.csv, pictures.csv and curve.png into a folder, and tables to"
          + " standard output. Formats whose programs are not installed are left out."
    })
final class CurveCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Pictures, or folders of pictures, of any size.")
  private List<Path> inputs;

  @Mixin private CoderOptions coders;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  private Path folder;

  @Option(names = "--force", description = "Write over existing files.")
  private boolean force;

  @Option(
      names = "--against",
      paramLabel = "JSON",
      description = "A curve.json of the same pictures, whose curves are added; can be repeated.")
  private List<Path> against = List.of();

  @Option(names = "--json", description = "Print curve.json to standard output.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Pictures to work on at a time; with 1, seconds are those of a coder alone. (default:"
              + " OMP_NUM_THREADS, else all cores)")
  private Integer threads;

  private final PhotoModels models;

  CurveCommand() {
    // A thread for each picture, of which several are worked on at a time.
    this(PhotoModels.ofThreads(1));
  }

  CurveCommand(PhotoModels models) {
    this.models = models;
  }

  @Override
  public Integer call() {
    Arguments.between(command, "--threads", threads, 1, 1024);
    coders.check();
    CurveFiles.NAMES.forEach(name -> OutputFile.check(folder.resolve(name), force));
    List<NamedPhoto> photos = photos();
    List<SavedCurves> saved = against.stream().map(SavedCurves::read).toList();
    List<ImageCoder> measured = coders.coders(models);
    int atOnce = threads == null ? Device.defaultThreads() : threads;
    try (Interruption interruption = Interruption.listen()) {
      WatchedWork work =
          new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested);
      new CurveRun(photos, atOnce, words())
          .measure(measured, saved, work)
          .ifPresent(
              report -> {
                CurveFiles.write(report, folder);
                System.out.print(json ? report.json() + "\n" : report.markdown());
                System.err.println("curves -> " + folder);
              });
    }
    return 0;
  }

  private List<NamedPhoto> photos() {
    return inputs.stream()
        .flatMap(input -> PicturePath.of(input).stream())
        .map(picture -> new NamedPhoto(picture.name(), () -> Photos.read(picture.path())))
        .toList();
  }

  /** The command as it was given. */
  private String words() {
    List<String> arguments = command.root().commandLine().getParseResult().originalArgs();
    return "rdvae " + String.join(" ", arguments);
  }
}
