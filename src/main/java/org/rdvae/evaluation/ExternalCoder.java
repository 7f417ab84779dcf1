package org.rdvae.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;

/**
 * An encoder and a decoder that are programs of others, each picture in a temporary folder of its
 * own. Their times are those of whole processes: starting, reading the picture and writing the
 * file.
 *
 * @param version first line of what the encoder prints about itself
 * @param limit for each single run of a program
 */
public record ExternalCoder(CoderCommands commands, String version, Duration limit)
    implements ImageCoder {
  /** For a picture of 100 megapixels it is still enough, and ends what hangs. */
  public static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * Looks whether the programs are there, and which.
   *
   * @throws Failure INPUT_OUTPUT if one is missing, does not start or is of another maker
   */
  public static ExternalCoder find(CoderCommands commands, Duration limit) {
    return TemporaryFolder.with(
        folder -> {
          ExternalProgram program = new ExternalProgram(folder, limit);
          List<String> versions =
              commands.programs().stream().map(name -> version(commands, name, program)).toList();
          return new ExternalCoder(commands, versions.get(0), limit);
        });
  }

  private static String version(CoderCommands commands, String name, ExternalProgram program) {
    String printed = program.run(List.of(name, commands.versionOption()));
    String version = ExternalProgram.firstLine(printed).orElse("");
    if (version.isEmpty() || !printed.contains(commands.maker())) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          name
              + ": expected "
              + (commands.maker().isEmpty()
                  ? "the program to print its version"
                  : "a program of " + commands.maker())
              + ", found "
              + (version.isEmpty() ? "nothing" : version));
    }
    return version;
  }

  @Override
  public String name() {
    return commands.name();
  }

  @Override
  public String settings() {
    return commands.encode() + "; " + commands.decode();
  }

  @Override
  public List<Double> qualities() {
    return commands.qualities();
  }

  @Override
  public CodedPhoto code(Photo photo, double quality) {
    return TemporaryFolder.with(folder -> code(photo, quality, folder));
  }

  private CodedPhoto code(Photo photo, double quality, Path folder) {
    ExternalProgram program = new ExternalProgram(folder, limit);
    ExchangeFormat pictures = commands.pictures();
    String original = "original." + pictures.extension;
    String coded = "coded." + commands.extension();
    String decoded = "decoded." + pictures.extension;
    try {
      pictures.write(photo, folder.resolve(original));
      List<String> encoding = commands.encoding(quality, original, coded);
      List<String> decoding = commands.decoding(quality, coded, decoded);
      long begun = System.nanoTime();
      program.run(encoding);
      long written = System.nanoTime();
      long bytes = size(encoding, folder.resolve(coded));
      long decodingBegun = System.nanoTime();
      program.run(decoding);
      long done = System.nanoTime();
      size(decoding, folder.resolve(decoded));
      Photo back = read(decoding, folder.resolve(decoded), photo);
      return new CodedPhoto(bytes, back, (written - begun) / 1e9, (done - decodingBegun) / 1e9);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, "a file for " + name() + ": " + e.getMessage(), e);
    }
  }

  private static long size(List<String> command, Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      throw ExternalProgram.failure(command, "wrote no file", null);
    }
    return Files.size(file);
  }

  private Photo read(List<String> command, Path file, Photo photo) {
    Photo back;
    try {
      back = commands.pictures().read(file);
    } catch (IOException | RuntimeException e) {
      throw ExternalProgram.failure(
          command, "wrote a file that is no picture: " + e.getMessage(), e);
    }
    if (back.width() != photo.width() || back.height() != photo.height()) {
      throw ExternalProgram.failure(
          command,
          String.format(
              Locale.ROOT,
              "wrote a picture of another size: expected %d x %d pixels, found %d x %d",
              photo.width(),
              photo.height(),
              back.width(),
              back.height()),
          null);
    }
    return back;
  }
}
