package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.TinyModels;
import picocli.CommandLine;

/** Runs compress and decompress with codecs that store, and paints what they work on. */
public final class PhotoCommands {
  static final int WIDTH = 24;
  static final int HEIGHT = 16;

  private final Path folder;
  private final PhotoModels models;
  private int threadsForEach;

  /** In a folder that has the shipped model. */
  public PhotoCommands(Path folder) {
    this.folder = folder;
    TinyModels.write(folder.resolve("home/checkpoints/photo-1.safetensors"), 1);
    models = TinyModels.in(folder.resolve("home"));
  }

  /** A picture in waves of colour. */
  static BufferedImage waves(int number) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int red = (int) (127 + 100 * Math.sin((x + number) / 4.0));
        int green = (int) (127 + 100 * Math.cos((y + number) / 3.0));
        image.setRGB(x, y, red << 16 | green << 8 | (7 * x + 3 * y + number) % 256);
      }
    }
    return image;
  }

  public Path paint(String name, int number) {
    return paint(name, waves(number));
  }

  Path paint(String name, BufferedImage image) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command returned and wrote, in bytes. */
  record Piped(int code, byte[] out, String err) {}

  /** Runs compress or decompress with this on standard input. */
  Piped piped(byte[] input, String command, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream realIn = System.in;
    try {
      System.setIn(new ByteArrayInputStream(input));
      CommandResult result =
          CommandResult.capture(
              () -> {
                System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
                return (command.equals("compress") ? compressing() : decompressing())
                    .execute(words(words));
              });
      return new Piped(result.code(), out.toByteArray(), result.err());
    } finally {
      System.setIn(realIn);
    }
  }

  public CommandResult compress(Object... words) {
    return CommandResult.capture(() -> compressing().execute(words(words)));
  }

  public CommandResult decompress(Object... words) {
    return CommandResult.capture(() -> decompressing().execute(words(words)));
  }

  private CommandLine compressing() {
    return Main.explained(new CommandLine(new CompressCommand(this::models)));
  }

  private CommandLine decompressing() {
    return Main.explained(new CommandLine(new DecompressCommand(this::models)));
  }

  private PhotoModels models(int threads) {
    threadsForEach = threads;
    return models;
  }

  /** What the last command left to each file. */
  int threadsForEach() {
    return threadsForEach;
  }

  private static String[] words(Object... words) {
    return Arrays.stream(words).map(Object::toString).toArray(String[]::new);
  }

  /** With nothing to complain about. */
  static CommandResult done(CommandResult result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result;
  }

  /** With this exit code and message, nothing on standard output and nothing made. */
  static void refused(CommandResult result, int code, String message) {
    assertThat(result.err()).isEqualTo("rdvae: " + message + "\n");
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }
}
