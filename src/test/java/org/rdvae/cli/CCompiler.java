package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The system's C compiler, for small libraries that tests put in the place of real ones. */
public final class CCompiler {
  private CCompiler() {}

  /** Leaves the test out where there is none, but not in continuous integration. */
  public static void require(String purpose) {
    boolean hasCompiler =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "cc")));
    // What continuous integration leaves out, nobody would miss.
    assumeTrue(
        hasCompiler || System.getenv("CI") != null,
        "left out: a C compiler (cc) is needed to make " + purpose);
  }

  /** Compiles {@code NAME.c} to the library {@code NAME.so}, which is returned. */
  public static Path compile(Path folder, String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name), source);
    Path compiled = folder.resolve(name.replace(".c", ".so"));
    Process compiler =
        new ProcessBuilder(
                "cc", "-shared", "-fPIC", "-o", compiled.toString(), file.toString(), "-ldl")
            .redirectErrorStream(true)
            .start();
    String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(compiler.waitFor()).as(output).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return compiled;
  }
}
