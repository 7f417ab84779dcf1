package org.rdvae.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rdvae.base.Failure;

/**
 * Reads a job from YAML 1.2, strictly: an unknown key, a wrong type, a number out of range, an
 * impossible combination and a path that does not exist are all problems, and one {@link Failure}
 * of kind BAD_CONFIG lists every one of them, each in a line with its place. A setting's value
 * comes from the last of: its default, the file, the {@code --set} overrides in their order.
 */
public final class ConfigReader {
  private static final SettingType.Group JOB = SettingType.group(Job.class);
  private static final SettingType.Group CODEC_JOB = SettingType.group(CodecJob.class);

  /** The section that makes a config one of a codec. */
  private static final String CODEC = "codec";

  private static final String MODEL = "model";

  private ConfigReader() {}

  /**
   * Reads a config file; relative paths inside it are relative to its folder.
   *
   * @param sets overrides such as {@code training.epochs=20} or {@code
   *     model.encoder.0.dense={units: 50}}; relative paths in them are relative to the current
   *     folder
   */
  public static Job read(Path file, List<String> sets) {
    return (Job) read(file, sets, value -> JOB);
  }

  /** The same for a config of either kind. */
  public static TrainingJob readTraining(Path file, List<String> sets) {
    return (TrainingJob) read(file, sets, ConfigReader::rootOf);
  }

  private static Object read(
      Path file, List<String> sets, Function<Value, SettingType.Group> rootOf) {
    if (!Files.exists(file)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH, file + ": expected a config file, found no such file");
    }
    if (Files.isDirectory(file)) {
      throw new Failure(
          Failure.Kind.MISSING_PATH, file + ": expected a config file, found a folder");
    }
    Path folder = file.toAbsolutePath().getParent();
    return parse(text(file), file.toString(), folder, sets, rootOf, true);
  }

  private static SettingType.Group rootOf(Value value) {
    return value instanceof Value.Mapping map && isOfCodec(map) ? CODEC_JOB : JOB;
  }

  /**
   * Also where the section's name is misspelt, or all of it would be held to be an autoencoder's.
   */
  private static boolean isOfCodec(Value.Mapping map) {
    return map.get(CODEC) != null
        || (map.get(MODEL) == null
            && map.fields().keySet().stream()
                .filter(key -> JOB.component(key).isEmpty())
                .anyMatch(
                    key -> Nearest.of(key, List.of(MODEL, CODEC)).equals(Optional.of(CODEC))));
  }

  /**
   * Reads a config from text.
   *
   * @param label what messages call the text, such as the path of its file
   * @param baseFolder what relative paths in the text are relative to
   */
  public static Job parse(String text, String label, Path baseFolder, List<String> sets) {
    return (Job) parse(text, label, baseFolder, sets, JOB, true);
  }

  /**
   * Reads what {@link ConfigWriter} wrote into a run or a checkpoint, which may have moved to a
   * machine that lacks the data: paths are not looked at.
   */
  public static Job parseResolved(String text, String label) {
    return (Job) parse(text, label, Path.of(""), List.of(), JOB, false);
  }

  /** The same for a config of either kind. */
  public static TrainingJob parseResolvedTraining(String text, String label) {
    return (TrainingJob) parse(text, label, Path.of(""), List.of(), ConfigReader::rootOf, false);
  }

  /** The same for any settings record. */
  static Object parse(
      String text,
      String label,
      Path baseFolder,
      List<String> sets,
      SettingType.Group root,
      boolean pathsMustExist) {
    return parse(text, label, baseFolder, sets, value -> root, pathsMustExist);
  }

  private static Object parse(
      String text,
      String label,
      Path baseFolder,
      List<String> sets,
      Function<Value, SettingType.Group> rootOf,
      boolean pathsMustExist) {
    YamlPlaces places = YamlPlaces.inFile(label, baseFolder);
    Problems problems = new Problems(places.start());
    Optional<Value> read = ValueReader.read(withoutByteOrderMark(text), places, problems);
    SettingType.Group root = rootOf.apply(read.orElse(null));
    if (read.isPresent() && read.get().isNothing()) {
      problems.add(
          places.start(), "", "expected " + root.expected(Range.ALL) + ", found an empty file");
      read = Optional.empty();
    }
    Value value = read.orElseGet(() -> Value.Mapping.empty(places.start()));
    for (String set : sets) {
      value = Assignment.apply(set, value, root, problems);
    }
    Object settings = null;
    if (read.isPresent()) {
      Binder binder = new Binder(root, problems, pathsMustExist);
      settings = binder.bind(root, value, Range.ALL, "");
      new JobChecks(binder, problems, pathsMustExist).run();
    }
    problems.throwIfAny();
    return settings;
  }

  static String text(Path file) {
    try {
      // UTF-8 takes at most four bytes a character. Looked at first, so that no huge file is loaded
      // only to be refused.
      if (Files.size(file) > 4L * ValueReader.LONGEST_TEXT) {
        throw new Failure(
            Failure.Kind.BAD_CONFIG,
            file + ": too long for a config (" + Files.size(file) + " bytes)");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG, file + ": expected text in UTF-8, found other bytes", e);
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, file + ": cannot be read (" + e + ")", e);
    }
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
