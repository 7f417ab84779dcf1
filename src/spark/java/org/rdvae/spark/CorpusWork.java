package org.rdvae.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;

/**
 * What a corpus job does with every file. It travels to the executors, so it is made of plain
 * values; two that are equal make the same results of the same files.
 */
sealed interface CorpusWork extends Serializable
    permits EncodeWork, ScoreWork, CompressWork, DecompressWork {

  /** The command's name. */
  String command();

  /** What is done, for the progress line. */
  String doing();

  /** The hash of the model's parameters. */
  String model();

  /** What a resumed job must repeat, beside the model and the inputs. */
  Map<String, String> settings();

  /** The folder of the tables. */
  String tables();

  /** The columns of the tables. */
  MessageType schema();

  /** The files it takes, in words. */
  default String files() {
    return "pictures (png, jpg, jpeg, webp, bmp, gif)";
  }

  /** Whether a file of this name is taken from a folder. */
  boolean takes(String fileName);

  /** Of the files it makes, with the dot; empty if it makes none. */
  default String extension() {
    return "";
  }

  default boolean writesFiles() {
    return !extension().isEmpty();
  }

  /** The usual number of files in a part is at least this many ... */
  int leastFiles();

  /** ... and at most so many: what a lost executor costs, and how often a table is written. */
  int mostFiles();

  /**
   * Begins with a part.
   *
   * @param checkpoint the model's, on this machine
   * @param outputs takes the files that are made
   * @param rows takes a row for every file that could be used, in the order of the files
   */
  OpenPart open(Path checkpoint, OutputFiles outputs, Consumer<Group> rows);
}
