import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the program once when needed, sets what must be set before Java starts, and passes
 * everything on. Java runs this file as source. {@code rdvae.cmd} has all of it done here; the
 * shell script {@code rdvae}, which is faster, only builds with it ({@code rdvae.only-build}). Both
 * tell the repository's folder as {@code rdvae.home}.
 *
 * <p>It keeps to Java 11, so that it can say that it is too old.
 */
final class Launcher {
  private static final int OLDEST_JAVA = 17;
  private static final int WRONG_USAGE = 2;
  private static final int TOOL_MISSING = 69;
  private static final int BUILD_FAILED = 70;
  private static final int CANNOT_WRITE = 74;

  /** The profile with the CUDA backend; its build lies beside the usual one. */
  private static final String CUDA = "cuda";

  /** The profile that trains on Apache Spark, in the same way. */
  private static final String SPARK = "spark";

  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Path home;
  private final Path target;

  /** Empty for the usual build. */
  private final String profile;

  /** A jar of the launcher's own, replaced in one move. */
  private final Path jar;

  private final Path libraries;

  private Launcher(Path home) {
    this.home = home;
    target = home.resolve("target");
    profile = profile();
    String suffix = profile.isEmpty() ? "" : "-" + profile;
    jar = target.resolve("launcher" + suffix).resolve("rdvae.jar");
    libraries = target.resolve("lib" + suffix);
  }

  private static String profile() {
    String profile = System.getenv().getOrDefault("RDVAE_PROFILE", "");
    if (!List.of("", CUDA, SPARK).contains(profile)) {
      throw new Stop(
          WRONG_USAGE,
          "RDVAE_PROFILE: expected "
              + CUDA
              + ", "
              + SPARK
              + " or nothing, found "
              + profile);
    }
    return profile;
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    try {
      String home = System.getProperty("rdvae.home");
      if (home == null) {
        throw new Stop(
            WRONG_USAGE, "start rdvae or rdvae.cmd, which tell the launcher its folder.");
      }
      requireJava();
      Launcher launcher = new Launcher(Path.of(home).toRealPath());
      launcher.buildIfStale();
      if (!Boolean.getBoolean("rdvae.only-build")) {
        System.exit(launcher.run(words));
      }
    } catch (Stop e) {
      System.err.println("rdvae: " + e.getMessage());
      System.exit(e.code);
    }
  }

  /** Ends the launcher with a line for the user. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    private Stop(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  private static void requireJava() {
    int found = Runtime.version().feature();
    if (found < OLDEST_JAVA) {
      throw new Stop(
          TOOL_MISSING,
          "a JDK, version "
              + OLDEST_JAVA
              + " or later, is needed; found version "
              + found
              + " in "
              + System.getProperty("java.home"));
    }
  }

  private void buildIfStale() throws IOException, InterruptedException {
    if (!isStale()) {
      return;
    }
    Files.createDirectories(target);
    // Of several launchers at once, one builds and the others wait for it.
    try (FileChannel channel =
            FileChannel.open(
                target.resolve("launcher.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && isStale()) {
        build();
      }
    }
  }

  private boolean isStale() throws IOException {
    return !Files.isRegularFile(jar)
        || !Files.isDirectory(libraries)
        || isNewerThanJar(home.resolve("pom.xml"))
        || isNewerThanJar(home.resolve("src").resolve("main"))
        || profile.equals(SPARK) && isNewerThanJar(home.resolve("src").resolve("spark"));
  }

  /** Of a file, or of anything in a folder; a folder is as new as its last addition or removal. */
  private boolean isNewerThanJar(Path source) throws IOException {
    FileTime built = Files.getLastModifiedTime(jar);
    try (Stream<Path> files = Files.walk(source)) {
      return files.anyMatch(file -> modified(file).compareTo(built) > 0);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void build() throws IOException, InterruptedException {
    System.err.println(
        "rdvae: building the program (the first time also downloads about "
            + size()
            + " of libraries)");
    Path started = target.resolve("build.started");
    Files.write(started, new byte[0]);
    // The build only adds libraries, so that a former version of one would stay beside its
    // successor.
    if (!Files.isRegularFile(jar) || isNewerThanJar(home.resolve("pom.xml"))) {
      delete(libraries);
    }
    Path log = target.resolve("build.log");
    if (maven(log) != 0) {
      List<String> lines = Files.readAllLines(log);
      lines.subList(Math.max(0, lines.size() - 40), lines.size()).forEach(System.err::println);
      throw new Stop(BUILD_FAILED, "the build failed; all of its output is in " + log);
    }
    Files.createDirectories(jar.getParent());
    Path fresh = jar.resolveSibling("rdvae.jar.new");
    Files.copy(built(), fresh, StandardCopyOption.REPLACE_EXISTING);
    // As old as the beginning of the build: a source that was changed meanwhile is newer.
    Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(started));
    try {
      Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw inUse(jar);
    }
  }

  private String size() {
    switch (profile) {
      case CUDA:
        return "2.7 GB";
      case SPARK:
        return "450 MB";
      default:
        return "250 MB";
    }
  }

  /** Where Maven leaves the program. */
  private Path built() {
    return profile.equals(SPARK)
        ? target.resolve(SPARK).resolve("rdvae-spark.jar")
        : target.resolve("rdvae.jar");
  }

  private int maven(Path log) throws InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                WINDOWS ? "mvn.cmd" : "mvn",
                "-B",
                "-q",
                "-f",
                home.resolve("pom.xml").toString(),
                "-Dmaven.test.skip=true",
                "-Dquick"));
    if (!profile.isEmpty()) {
      command.add("-P" + profile);
    }
    command.add("package");
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new Stop(TOOL_MISSING, "Maven (mvn) is needed to build the program; it was not found.");
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> files = Files.walk(folder)) {
      paths = files.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path path : paths) {
      try {
        Files.delete(path);
      } catch (FileSystemException e) {
        throw inUse(path);
      }
    }
  }

  /** Windows keeps the files of a running program, where other systems let them be replaced. */
  private static Stop inUse(Path file) {
    return new Stop(
        CANNOT_WRITE,
        file + " cannot be replaced; if rdvae still runs elsewhere, let it end and try again.");
  }

  private int run(String[] words) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                // Nothing here reads serialised Java objects, and the filter lets none in by
                // whatever way; but Spark's processes talk in them, and reach into Java.
                profile.equals(SPARK)
                    ? "@" + home.resolve("src").resolve(SPARK).resolve("java-options")
                    : "-Djdk.serialFilter=!*"));
    String options = System.getenv("RDVAE_JAVA_OPTIONS");
    if (options != null && !options.isBlank()) {
      command.addAll(List.of(options.strip().split("\\s+")));
    }
    command.addAll(
        List.of(
            "-cp",
            plugins() + jar + File.pathSeparator + libraries.resolve("*"),
            "org.rdvae.cli.Main"));
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    set(builder.environment(), words);
    Process child = builder.start();
    // Ctrl-C reaches both. This process must last until the child has saved what it has to, and end
    // as it did.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    Runtime.getRuntime().halt(child.waitFor());
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    return child.waitFor();
  }

  /** Classes that a config may name, for whoever allows it with --plugin. */
  private static String plugins() {
    String plugins = System.getenv("RDVAE_PLUGINS");
    return plugins == null || plugins.isBlank() ? "" : plugins + File.pathSeparator;
  }

  private static void set(Map<String, String> environment, String[] words) {
    // Java sets its own number of threads, but the native library takes OMP_NUM_THREADS as an upper
    // limit.
    String threads = "";
    String previous = "";
    for (String word : words) {
      if (previous.equals("--threads")) {
        threads = word;
      } else if (word.startsWith("--threads=")) {
        threads = word.substring("--threads=".length());
      }
      previous = word;
    }
    if (threads.matches("[0-9]+")) {
      environment.put("OMP_NUM_THREADS", threads);
    } else if (environment.getOrDefault("OMP_NUM_THREADS", "").isEmpty()) {
      environment.remove("OMP_NUM_THREADS");
    }
    // A second pool of threads beside OpenMP's would only take its cores.
    environment.put("OPENBLAS_NUM_THREADS", "1");
    // OpenMP's threads wait for the next call at full speed, by default for some ten milliseconds,
    // in which neither Java nor any other program gets their cores, and then each waits for the
    // other. A few tenths of a millisecond, as here, are longer than the pauses between most
    // calls.
    if (environment.getOrDefault("GOMP_SPINCOUNT", "").isEmpty()
        && environment.getOrDefault("OMP_WAIT_POLICY", "").isEmpty()) {
      environment.put("GOMP_SPINCOUNT", "10000");
    }
    // The native library takes memory for the time of a call. Given back to the system after each,
    // every page of it would be zeroed and mapped anew: up to a third of a step. These are glibc's
    // variables; others have none.
    environment.putIfAbsent("MALLOC_MMAP_MAX_", "0");
    environment.putIfAbsent("MALLOC_ARENA_MAX", "1");
    environment.putIfAbsent("MALLOC_TRIM_THRESHOLD_", "2000000000");
    environment.putIfAbsent("MALLOC_TOP_PAD_", "16777216");
    // Nothing here can tell whether standard error is a terminal, nor how wide it is.
    environment.put("RDVAE_TERMINAL_COLUMNS", "0");
  }
}
