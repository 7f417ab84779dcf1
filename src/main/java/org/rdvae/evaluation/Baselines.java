package org.rdvae.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The formats that models are measured against, with the programs of their makers. Every program
 * runs on one thread, so that times can be compared and several pictures can be coded at once.
 *
 * <p>JPEG is libjpeg-turbo's with optimised Huffman tables and chroma at half of both sides, which
 * is what most photographs are stored as. Never the JDK's: it writes larger files.
 */
public final class Baselines {
  /** All of them, the one that every result is told against first. */
  public static final List<CoderCommands> ALL =
      List.of(
          new CoderCommands(
              "jpeg",
              "cjpeg -quality QUALITY -optimize -sample 2x2 -outfile FILE PICTURE",
              "djpeg -outfile PICTURE FILE",
              "-version",
              "libjpeg-turbo",
              ExchangeFormat.PNM,
              "jpg",
              steps(5, 95)),
          new CoderCommands(
              "webp",
              "cwebp -quiet -m 6 -q QUALITY PICTURE -o FILE",
              "dwebp -quiet FILE -ppm -o PICTURE",
              "-version",
              "",
              ExchangeFormat.PNM,
              "webp",
              steps(5, 95)),
          new CoderCommands(
              "jxl",
              "cjxl PICTURE FILE -d QUALITY --num_threads=0 --quiet",
              "djxl FILE PICTURE --num_threads=0 --quiet",
              "--version",
              "",
              ExchangeFormat.PNM,
              "jxl",
              List.of(0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 11.0, 15.0)),
          new CoderCommands(
              "avif",
              "avifenc --jobs 1 --min 0 --max 63 -a end-usage=q -a cq-level=QUALITY PICTURE FILE",
              "avifdec --jobs 1 FILE PICTURE",
              "--version",
              "",
              ExchangeFormat.PNG,
              "avif",
              steps(10, 60)));

  private Baselines() {}

  /** The baseline of a name. */
  public static Optional<CoderCommands> named(String name) {
    return ALL.stream().filter(commands -> commands.name().equals(name)).findFirst();
  }

  private static List<Double> steps(int first, int last) {
    return IntStream.rangeClosed(first / 5, last / 5).mapToObj(step -> 5.0 * step).toList();
  }
}
