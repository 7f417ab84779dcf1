package org.rdvae.job;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.ModelFile;

/**
 * Where the checkpoints of codec models are: {@code checkpoints/} beside the launcher, and the
 * folders that the environment variable {@code RDVAE_MODELS} names. A folder's own files count, not
 * those in folders below. The full and the slim checkpoint of a model have one hash, and either
 * will do. Safe for many threads.
 */
public final class ModelStore {
  /** The folders in which models are looked for, separated as the system separates paths. */
  public static final String VARIABLE = "RDVAE_MODELS";

  /** The model that compresses where none is named. Never replaced, only followed by the next. */
  static final String SHIPPED = "photo-1.safetensors";

  /** The model of digits that is shown where none is named. */
  private static final String DIGITS = "mnist-binary-vae.safetensors";

  private static final String EXTENSION = ".safetensors";

  /** A file as it was when its hash was taken. */
  private record Seen(Path path, long bytes, FileTime modified) {}

  private final Optional<Path> home;
  private final List<Path> folders;
  private final Map<Seen, Optional<String>> hashes = new ConcurrentHashMap<>();

  /**
   * A store of given places.
   *
   * @param home the folder that has {@code checkpoints/}
   * @param further folders, in the order in which they are searched
   */
  ModelStore(Optional<Path> home, List<Path> further) {
    this.home = home;
    folders = Stream.concat(home.map(ModelStore::checkpoints).stream(), further.stream()).toList();
  }

  /** The places of this installation. */
  public static ModelStore standard() {
    String variable = System.getenv(VARIABLE);
    return new ModelStore(ProgramHome.find(), foldersIn(variable == null ? "" : variable));
  }

  /** The folders that the variable names. */
  static List<Path> foldersIn(String variable) {
    return Stream.of(variable.split(File.pathSeparator))
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .toList();
  }

  private static Path checkpoints(Path home) {
    return home.resolve(ProgramHome.CHECKPOINTS);
  }

  /**
   * The shipped model's checkpoint.
   *
   * @throws Failure MISSING_PATH if it is not there
   */
  public Path shipped() {
    return findShipped().orElseThrow(this::nothingShipped);
  }

  /** The shipped model's checkpoint, for those who can do without. */
  public Optional<Path> findShipped() {
    return place(SHIPPED).filter(Files::isRegularFile);
  }

  /** The checkpoint of the shipped model of digits. */
  public Optional<Path> findDigits() {
    return place(DIGITS).filter(Files::isRegularFile);
  }

  private Optional<Path> place(String name) {
    return home.map(folder -> checkpoints(folder).resolve(name));
  }

  private Failure nothingShipped() {
    return new Failure(
        Failure.Kind.MISSING_PATH,
        "Expected the shipped model "
            + place(SHIPPED)
                .map(Path::toString)
                .orElse(SHIPPED + " in checkpoints beside the launcher")
            + ", found none; name a checkpoint with --model, or the folder that has checkpoints/"
            + " with the Java option -D"
            + ProgramHome.PROPERTY
            + "=FOLDER.");
  }

  /**
   * A checkpoint of the model that made a file.
   *
   * @param hash the first 16 hex digits of the model's hash
   * @param file how messages call the file
   * @throws Failure MISSING_PATH naming the hash and the places if there is none
   */
  public Path find(String hash, String file) {
    List<String> places = new ArrayList<>();
    for (Path folder : folders) {
      List<Path> checkpoints = checkpointsIn(folder);
      for (Path checkpoint : checkpoints) {
        if (hashOf(checkpoint).filter(found -> found.startsWith(hash)).isPresent()) {
          return checkpoint;
        }
      }
      String found = Files.isDirectory(folder) ? count(checkpoints) : "not there";
      places.add(folder + " (" + found + ")");
    }
    throw new Failure(
        Failure.Kind.MISSING_PATH,
        file
            + ": made with model "
            + hash
            + ", found no checkpoint of it in "
            + (places.isEmpty() ? "any place, for none is known" : String.join(" or ", places))
            + "; put it there, name its folder in the variable "
            + VARIABLE
            + ", or name it with --model.");
  }

  private static String count(List<Path> checkpoints) {
    return checkpoints.size() + (checkpoints.size() == 1 ? " file" : " files");
  }

  private static List<Path> checkpointsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(EXTENSION)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Optional<String> hashOf(Path checkpoint) {
    try {
      Seen seen =
          new Seen(checkpoint, Files.size(checkpoint), Files.getLastModifiedTime(checkpoint));
      return hashes.computeIfAbsent(seen, file -> ModelFile.hashOf(file.path()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
