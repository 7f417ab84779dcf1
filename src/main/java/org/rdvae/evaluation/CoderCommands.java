package org.rdvae.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the programs of a format are called. In commands {@code PICTURE} stands for the picture's
 * file, {@code FILE} for the coded one and {@code QUALITY} for the quality; the first word is the
 * program.
 *
 * @param name for tables and for JSON
 * @param encode makes a coded file of a picture
 * @param decode makes a picture of a coded file
 * @param versionOption makes either program print its version
 * @param maker must occur in what they print with it; empty if anything will do
 * @param pictures the format in which pictures are handed over, which the programs tell by the
 *     file's name
 * @param extension of coded files
 * @param qualities those that make the curve
 */
public record CoderCommands(
    String name,
    String encode,
    String decode,
    String versionOption,
    String maker,
    ExchangeFormat pictures,
    String extension,
    List<Double> qualities) {

  /** The encoder's name and the decoder's. */
  List<String> programs() {
    return Stream.of(encode, decode)
        .map(command -> command.substring(0, command.indexOf(' ')))
        .toList();
  }

  /** The words that make a coded file. */
  List<String> encoding(double quality, String picture, String file) {
    return words(encode, quality, picture, file);
  }

  /** The words that make a picture of it again. */
  List<String> decoding(double quality, String file, String picture) {
    return words(decode, quality, picture, file);
  }

  private static List<String> words(String command, double quality, String picture, String file) {
    return Arrays.stream(command.split(" ", -1))
        .map(
            word ->
                switch (word) {
                  case "PICTURE" -> picture;
                  case "FILE" -> file;
                  default -> word.replace(QualityText.PLACEHOLDER, QualityText.of(quality));
                })
        .toList();
  }
}
