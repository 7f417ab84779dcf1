package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The launchers in a repository of a few files, whose program says what it was given and whose
 * Maven only puts that program in its place. Windows' launcher is run as {@code rdvae.cmd} does.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  private static final String PROGRAM =
      """
      package org.rdvae.cli;

      public final class Main {
        public static void main(String[] words) throws Exception {
          System.out.println("words " + java.util.List.of(words));
          for (String name :
              new String[] {
                "OMP_NUM_THREADS",
                "OPENBLAS_NUM_THREADS",
                "GOMP_SPINCOUNT",
                "MALLOC_MMAP_MAX_",
                "MALLOC_ARENA_MAX",
                "MALLOC_TRIM_THRESHOLD_",
                "MALLOC_TOP_PAD_",
                "RDVAE_TERMINAL_COLUMNS"
              }) {
            System.out.println(name + " " + System.getenv(name));
          }
          System.out.println("option " + System.getProperty("option"));
          System.out.println("headless " + System.getProperty("java.awt.headless"));
          System.out.println("serialised " + System.getProperty("jdk.serialFilter"));
          if (words.length > 0 && words[0].equals("wait")) {
            Runtime.getRuntime()
                .addShutdownHook(
                    new Thread(
                        () -> {
                          try {
                            Thread.sleep(500);
                          } catch (InterruptedException e) {
                            return;
                          }
                          System.out.println("saved");
                          Runtime.getRuntime().halt(77);
                        }));
            System.out.println("waiting");
            Thread.sleep(60_000);
          }
          System.exit(words.length > 0 && words[0].equals("fail") ? 65 : 0);
        }
      }
      """;

  /** One that notes how it was called, and fails if it is to. */
  private static final String MAVEN =
      """
      #!/bin/sh
      home=$(dirname "$0")/..
      echo "$@" >> "$home/maven-calls"
      echo "the compiler's own words"
      [ ! -f "$home/broken" ] || exit 1
      jar=rdvae.jar
      case " $* " in
        *" -Pcuda "*) lib=lib-cuda ;;
        *" -Pspark "*) lib=lib-spark; jar=spark/rdvae-spark.jar; mkdir -p "$home/target/spark" ;;
        *) lib=lib ;;
      esac
      mkdir -p "$home/target/$lib"
      cp "$home/program.jar" "$home/target/$jar"
      """;

  /** The two that must do the same; the shell script builds by the other. */
  enum Kind {
    SHELL,
    JAVA
  }

  @TempDir static Path shared;
  private static Path program;

  @TempDir Path folder;
  private Path home;

  @BeforeAll
  static void compileProgram() throws IOException {
    Path source = Files.writeString(shared.resolve("Main.java"), PROGRAM);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", shared.toString(), source.toString());
    assertThat(status).isZero();
    program = shared.resolve("program.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(program))) {
      String name = "org/rdvae/cli/Main.class";
      jar.putNextEntry(new JarEntry(name));
      jar.write(Files.readAllBytes(shared.resolve(name)));
    }
  }

  /** A repository that is built, in a folder whose name has a space. */
  @BeforeEach
  void prepare() throws IOException {
    home = Files.createDirectory(folder.resolve("my rdvae"));
    copy(Path.of("rdvae"), home.resolve("rdvae")).toFile().setExecutable(true);
    copy(
        Path.of("src/launcher/java/Launcher.java"),
        home.resolve("src/launcher/java/Launcher.java"));
    write("bin/mvn", MAVEN).toFile().setExecutable(true);
    copy(program, home.resolve("program.jar"));
    setAge(write("pom.xml", "<project/>"), 100);
    setAge(write("src/main/java/Some.java", "class Some {}"), 100);
    for (String name : List.of("src/main/java", "src/main")) {
      setAge(home.resolve(name), 100);
    }
    setAge(copy(program, home.resolve("target/launcher/rdvae.jar")), 50);
    Files.createDirectories(home.resolve("target/lib"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    return Files.copy(from, to);
  }

  private static void setAge(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(System.currentTimeMillis() - 1000L * seconds));
  }

  @ParameterizedTest
  @EnumSource
  void passesWordsAndExitCodeOn(Kind kind) throws Exception {
    Result result = run(kind, Map.of("OMP_NUM_THREADS", ""), "fail", "a b", "--set", "x='$HOME *'");
    assertThat(result.code).as(result.output).isEqualTo(65);
    assertThat(result.output.lines())
        .containsExactly(
            "words [fail, a b, --set, x='$HOME *']",
            "OMP_NUM_THREADS null",
            "OPENBLAS_NUM_THREADS 1",
            "GOMP_SPINCOUNT 10000",
            "MALLOC_MMAP_MAX_ 0",
            "MALLOC_ARENA_MAX 1",
            "MALLOC_TRIM_THRESHOLD_ 2000000000",
            "MALLOC_TOP_PAD_ 16777216",
            "RDVAE_TERMINAL_COLUMNS 0",
            "option null",
            "headless true",
            "serialised !*");
  }

  @ParameterizedTest
  @EnumSource
  void setsTheThreadsAskedForAndJavasOptions(Kind kind) throws Exception {
    Map<String, String> environment =
        Map.of("OMP_NUM_THREADS", "5", "RDVAE_JAVA_OPTIONS", " -Xmx64m  -Doption=given ");
    assertThat(run(kind, environment, "train", "--threads", "3").output)
        .contains("OMP_NUM_THREADS 3\n", "option given\n");
    assertThat(run(kind, environment, "--threads=12", "x").output).contains("OMP_NUM_THREADS 12\n");
    // What is wrong with a word, the program says.
    assertThat(run(kind, environment, "--threads", "many").output).contains("OMP_NUM_THREADS 5\n");
  }

  @ParameterizedTest
  @EnumSource
  void leavesToTheUserWhatTheUserSets(Kind kind) throws Exception {
    assertThat(run(kind, Map.of("MALLOC_ARENA_MAX", "4", "MALLOC_TOP_PAD_", "1"), "x").output)
        .contains("MALLOC_ARENA_MAX 4\n", "MALLOC_TOP_PAD_ 1\n", "MALLOC_MMAP_MAX_ 0\n");
    assertThat(run(kind, Map.of("GOMP_SPINCOUNT", "7"), "x").output).contains("GOMP_SPINCOUNT 7\n");
    assertThat(run(kind, Map.of("OMP_WAIT_POLICY", "passive"), "x").output)
        .contains("GOMP_SPINCOUNT null\n");
  }

  @ParameterizedTest
  @EnumSource
  void buildsOnceWhenASourceIsNewer(Kind kind) throws Exception {
    Files.writeString(home.resolve("target/lib/former.jar"), "");
    setAge(home.resolve("src/main/java/Some.java"), 10);
    Result result = run(kind, Map.of(), "x");
    assertThat(result.code).as(result.output).isZero();
    assertThat(result.output)
        .startsWith("rdvae: building the program")
        .contains("words [x]")
        .doesNotContain("the compiler's own words");
    assertThat(run(kind, Map.of(), "x").output).startsWith("words [x]");
    assertThat(mavenCalls())
        .containsExactly(
            "-B -q -f " + home.toRealPath() + "/pom.xml -Dmaven.test.skip=true -Dquick package");
    assertThat(home.resolve("target/lib/former.jar")).exists();
  }

  /** Another version of a library must not stand beside the former one. */
  @Test
  void beginsWithNoLibrariesWhenTheyMayHaveChanged() throws Exception {
    Files.writeString(home.resolve("target/lib/former.jar"), "");
    setAge(home.resolve("pom.xml"), 10);
    assertThat(run(Kind.SHELL, Map.of(), "x").output).contains("words [x]");
    assertThat(home.resolve("target/lib")).isEmptyDirectory();
  }

  @Test
  void showsWhyABuildFailed() throws Exception {
    Files.delete(home.resolve("target/launcher/rdvae.jar"));
    write("broken", "");
    Result result = run(Kind.SHELL, Map.of(), "x");
    assertThat(result.code).isEqualTo(70);
    assertThat(result.output)
        .contains(
            "the compiler's own words",
            "rdvae: the build failed; all of its output is in "
                + home.toRealPath().resolve("target/build.log"));
    assertThat(home.resolve("target/launcher/rdvae.jar")).doesNotExist();
  }

  /** Of several at once, one builds. */
  @Test
  void launchersWaitForTheOneThatBuilds() throws Exception {
    Files.delete(home.resolve("target/launcher/rdvae.jar"));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(start(Kind.SHELL, Map.of(), "x"));
    }
    for (Process process : processes) {
      Result result = Result.of(process);
      assertThat(result.code).as(result.output).isZero();
    }
    assertThat(mavenCalls()).hasSize(1);
  }

  /** The build with the CUDA backend has a jar and libraries of its own, and is as old as they. */
  @ParameterizedTest
  @EnumSource
  void aProfileHasABuildOfItsOwn(Kind kind) throws Exception {
    Files.writeString(home.resolve("target/lib/usual.jar"), "");
    Map<String, String> cuda = Map.of("RDVAE_PROFILE", "cuda");
    Result result = run(kind, cuda, "x");
    assertThat(result.output)
        .startsWith("rdvae: building the program (the first time also downloads about 2.7 GB")
        .contains("words [x]");
    assertThat(mavenCalls())
        .containsExactly(
            "-B -q -f "
                + home.toRealPath()
                + "/pom.xml -Dmaven.test.skip=true -Dquick -Pcuda package");
    assertThat(home.resolve("target/launcher-cuda/rdvae.jar")).exists();
    assertThat(run(kind, cuda, "x").output).startsWith("words [x]");
    // The usual one is as fresh as before, whatever the other did.
    assertThat(run(kind, Map.of("RDVAE_PROFILE", ""), "x").output).startsWith("words [x]");
    assertThat(home.resolve("target/lib/usual.jar")).exists();
    setAge(home.resolve("src/main/java/Some.java"), -10);
    assertThat(run(kind, Map.of(), "x").output).startsWith("rdvae: building");
    assertThat(run(kind, cuda, "x").output).startsWith("rdvae: building");
  }

  /** Spark's processes talk in serialised objects, which the usual program lets nobody do. */
  @ParameterizedTest
  @EnumSource
  void theBuildForSparkReadsItsOptionsAndLetsItsObjectsIn(Kind kind) throws Exception {
    Map<String, String> spark = Map.of("RDVAE_PROFILE", "spark");
    Path options = write("src/spark/java-options", "-Doption=from-the-file\n");
    Result result = run(kind, spark, "x");
    assertThat(result.output)
        .startsWith("rdvae: building the program (the first time also downloads about 450 MB")
        .contains("words [x]", "option from-the-file\n", "serialised null\n");
    assertThat(mavenCalls()).hasSize(1).first().asString().endsWith("-Dquick -Pspark package");
    assertThat(home.resolve("target/launcher-spark/rdvae.jar")).exists();
    setAge(options, -10);
    assertThat(run(kind, Map.of(), "x").output).startsWith("words [x]");
    assertThat(run(kind, spark, "x").output).startsWith("rdvae: building");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAProfileThatThereIsNot(Kind kind) throws Exception {
    Result result = run(kind, Map.of("RDVAE_PROFILE", "gpu"), "x");
    assertThat(result.code).isEqualTo(2);
    assertThat(result.output)
        .isEqualTo("rdvae: RDVAE_PROFILE: expected cuda, spark or nothing, found gpu\n");
  }

  private List<String> mavenCalls() throws IOException {
    return Files.readAllLines(home.resolve("maven-calls"));
  }

  /** A terminal's Ctrl-C reaches the launcher and the program. */
  @ParameterizedTest
  @EnumSource
  void anInterruptedProgramMayFinishAndItsExitCodeCounts(Kind kind) throws Exception {
    Process launcher = start(kind, Map.of(), "wait");
    StringBuilder output = new StringBuilder();
    while (!output.toString().endsWith("waiting\n")) {
      int next = launcher.getInputStream().read();
      assertThat(next).as(output.toString()).isNotNegative();
      output.append((char) next);
    }
    List<String> kill = new ArrayList<>(List.of("kill", "-INT", Long.toString(launcher.pid())));
    launcher.children().forEach(child -> kill.add(Long.toString(child.pid())));
    new ProcessBuilder(kill).start().waitFor();
    Result result = Result.of(launcher);
    assertThat(result.output).isEqualTo("saved\n");
    assertThat(result.code).isEqualTo(77);
  }

  /** The shell script alone can be called through a link, from anywhere. */
  @Test
  void theScriptFindsItsFolderThroughLinks() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("inner"), Path.of("../my rdvae/rdvae"));
    Files.createSymbolicLink(folder.resolve("outer"), bin.resolve("inner"));
    Process process =
        builder(Map.of("CDPATH", folder.toString()), List.of("bash", "outer", "x"))
            .directory(folder.toFile())
            .start();
    assertThat(Result.of(process).output).startsWith("words [x]");
  }

  @Test
  void theCommandFileStartsTheLauncherAndHasItsSystemsLineEnds() throws IOException {
    String text = Files.readString(Path.of("rdvae.cmd"));
    assertThat(text)
        .contains("\"-Drdvae.home=%~dp0.\" \"%~dp0src\\launcher\\java\\Launcher.java\" %*\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    assertThat(Path.of("src", "launcher", "java", "Launcher.java")).isRegularFile();
  }

  private Result run(Kind kind, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    return Result.of(start(kind, environment, words));
  }

  private Process start(Kind kind, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            kind == Kind.SHELL
                ? List.of("bash", home.resolve("rdvae").toString())
                : List.of(
                    java(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Drdvae.home=" + home + "/.",
                    home.resolve("src/launcher/java/Launcher.java").toString()));
    command.addAll(Arrays.asList(words));
    return builder(environment, command).start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private ProcessBuilder builder(Map<String, String> changes, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MALLOC_"));
    environment
        .keySet()
        .removeAll(
            Set.of("RDVAE_JAVA_OPTIONS", "RDVAE_PROFILE", "GOMP_SPINCOUNT", "OMP_WAIT_POLICY"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.merge("PATH", home.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    environment.putAll(changes);
    return builder;
  }

  private record Result(int code, String output) {
    static Result of(Process process) throws IOException, InterruptedException {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new Result(process.exitValue(), output);
    }
  }
}
