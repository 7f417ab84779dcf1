package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * A driver and libraries of CUDA that are found as the real ones are, and do nothing; and a backend
 * for ND4J that is taken for the CUDA one and computes on the CPU. They are compiled here, by the
 * system's C compiler and Java's own.
 */
final class StubCuda {
  static final List<String> LIBRARIES =
      List.of(
          "libcudart.so.11.0",
          "libcublasLt.so.11",
          "libcublas.so.11",
          "libcurand.so.10",
          "libcusparse.so.11",
          "libcusolver.so.11",
          "libcudnn.so.8",
          "libcudnn_ops_infer.so.8",
          "libcudnn_ops_train.so.8",
          "libcudnn_adv_infer.so.8",
          "libcudnn_adv_train.so.8",
          "libcudnn_cnn_infer.so.8",
          "libcudnn_cnn_train.so.8");

  /** Small jars of the real backend, without native libraries. */
  private static final Path REAL_JARS = Path.of("target", "cuda-java");

  private final Path folder;
  private final Path driver;
  private final Path library;
  private final Path backend;

  private StubCuda(Path folder) throws IOException {
    this.folder = folder;
    driver = CCompiler.compile(folder, "stub-driver.c", resource("stub-driver.c"));
    library = CCompiler.compile(folder, "stub-library.c", "int stub_library;\n");
    backend = folder.resolve("stub-backend.jar");
    writeBackend();
  }

  /** Compiles everything into the folder. */
  static StubCuda in(Path folder) {
    CCompiler.require("libraries that stand for CUDA's");
    try {
      return new StubCuda(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = StubCuda.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void writeBackend() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("backend-sources"));
    Path classes = Files.createDirectories(folder.resolve("backend-classes"));
    List<String> names = List.of("JCublasBackend", "StubExecutioner");
    String[] words = {"-proc:none", "-cp", withoutCuda(), "-d", classes.toString(), "", ""};
    for (int i = 0; i < names.size(); i++) {
      String file = names.get(i) + ".java";
      words[5 + i] =
          Files.writeString(sources.resolve(file), resource("stub-backend/" + file)).toString();
    }
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words)).isZero();
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(backend))) {
      for (String name : names) {
        String file = "org/nd4j/linalg/jcublas/" + name + ".class";
        add(jar, file, Files.readAllBytes(classes.resolve(file)));
      }
      add(
          jar,
          "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend",
          "org.nd4j.linalg.jcublas.JCublasBackend\n");
      add(jar, "META-INF/maven/org.nd4j/nd4j-cuda-11.6/pom.properties", "version=1.0.0-M2.1\n");
      add(
          jar,
          "org/nd4j/linalg/jcublas/bindings/linux-x86_64-cudnn/libjnind4jcuda.so",
          "there, as far as anybody looks");
      String executioner = "opexec = org.nd4j.linalg.jcublas.StubExecutioner\n";
      add(jar, "stub-jcublas.properties", propertiesOfCpu() + "\n" + executioner);
    }
  }

  private static String propertiesOfCpu() throws IOException {
    try (InputStream in = CpuBackend.class.getResourceAsStream("/nd4j-native.properties")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void add(JarOutputStream jar, String name, String text) throws IOException {
    add(jar, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
  }

  /** A machine to run commands on. */
  Machine machine() {
    return new Machine();
  }

  /** What a command finds: nothing at first. */
  final class Machine {
    private final Map<String, String> environment = new TreeMap<>();
    private final Path libraries;
    private String classPath = withoutCuda();

    private Machine() {
      try {
        libraries = Files.createTempDirectory(folder, "machine");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      environment.put("LD_LIBRARY_PATH", libraries.toString());
      environment.put("CUDA_VISIBLE_DEVICES", "");
    }

    /** The stub of a backend on the class path. */
    Machine backend() {
      classPath += File.pathSeparator + backend;
      return this;
    }

    /** The Java half of the real backend on the class path. */
    Machine realBackend() {
      assertThat(REAL_JARS).as("made by Maven before the tests").isDirectory();
      try (var jars = Files.list(REAL_JARS)) {
        classPath += jars.map(jar -> File.pathSeparator + jar).collect(Collectors.joining());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    /** A driver that tells of these cards, see {@code stub-driver.c}. */
    Machine driver(String... cards) {
      copy(driver, "libcuda.so.1");
      return variable("STUB_CARDS", String.join("\n", cards));
    }

    /** All of CUDA's libraries but these. */
    Machine librariesBut(String... missing) {
      for (String name : LIBRARIES) {
        if (!List.of(missing).contains(name)) {
          copy(library, name);
        }
      }
      return this;
    }

    Machine variable(String name, String value) {
      environment.put(name, value);
      return this;
    }

    private void copy(Path file, String name) {
      try {
        Files.copy(file, libraries.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    RdvaeProcess start(Object... words) {
      return RdvaeProcess.start(folder, classPath, environment, words);
    }

    /** Runs a command to its end and returns what it printed. */
    String run(int code, Object... words) {
      try (RdvaeProcess process = start(words)) {
        assertThat(process.exitCode()).as(process::output).isEqualTo(code);
        assertThat(process.output()).doesNotContain("\tat ", "Exception");
        return process.output();
      }
    }
  }

  /** The class path of the tests, which has the real backend in a build with it. */
  private static String withoutCuda() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("nd4j-cuda") && !entry.matches(".*[/\\\\]cuda-[^/\\\\]*"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
