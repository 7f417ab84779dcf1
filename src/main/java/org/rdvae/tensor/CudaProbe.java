package org.rdvae.tensor;

import com.sun.jna.NativeLibrary;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Looks for NVIDIA's driver, its cards and CUDA's libraries, and prints what it finds for {@link
 * CudaSurvey}. A program of its own, because a broken driver may end the process that loads it.
 *
 * <pre>
 * driver  VERSION               or  no-driver  or  broken-driver ERROR
 * missing LIBRARY               one for each
 * card    INDEX CAPABILITY TOTAL FREE PROBLEM NAME
 * end
 * </pre>
 *
 * <p>Words are separated by tabs. What is not ended by {@code end} is not complete.
 */
final class CudaProbe {
  private final PrintStream out;

  private CudaProbe(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    CudaProbe probe =
        new CudaProbe(
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    CudaLibraries.NAMES.forEach(probe::library);
    Optional<CudaDriver> driver = CudaDriver.load();
    if (driver.isPresent()) {
      probe.driver(driver.get());
    } else {
      probe.line("no-driver");
    }
    probe.line("end");
  }

  private void line(Object... words) {
    StringBuilder line = new StringBuilder();
    for (Object word : words) {
      line.append(line.isEmpty() ? "" : "\t").append(word.toString().replaceAll("\\s+", " "));
    }
    out.println(line);
  }

  private void library(String name) {
    if (CudaLibraries.isOnClassPath(name, CudaProbe.class.getClassLoader())) {
      return;
    }
    try {
      NativeLibrary.getInstance(name);
    } catch (UnsatisfiedLinkError e) {
      line("missing", name);
    }
  }

  private void driver(CudaDriver driver) {
    try {
      driver.start();
      line("driver", driver.version());
      int cards = driver.cards();
      for (int i = 0; i < cards; i++) {
        CudaCard card = driver.card(i);
        line(
            "card",
            card.index(),
            card.capability(),
            card.totalBytes(),
            card.freeBytes(),
            card.problem().orElse("-"),
            card.name());
      }
    } catch (CudaDriver.CallFailed e) {
      line("broken-driver", e.getMessage());
    }
  }
}
