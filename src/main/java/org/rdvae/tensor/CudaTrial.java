package org.rdvae.tensor;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rdvae.base.Failure;

/**
 * Opens a card and checks what it computes, in a process of its own: if that goes wrong, ND4J is of
 * no use there any more, and the process that asked can still turn to the CPU.
 */
final class CudaTrial {
  /** The first start unpacks some gigabytes of libraries. */
  private static final int SECONDS = 900;

  private static final String DONE = "done";

  private CudaTrial() {}

  /** What keeps the card from being used, if anything does. */
  static Optional<Obstacle> of(CudaCard card) {
    try {
      ChildJava.Result result =
          ChildJava.run(
              CudaTrial.class,
              List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
              Map.of(VisibleCard.VARIABLE, VisibleCard.value(card)),
              SECONDS);
      String output = result.output().strip();
      // Libraries may print before, and crash when the process ends.
      if (output.endsWith(DONE)) {
        return Optional.empty();
      }
      return Optional.of(
          new Obstacle(
              output.isEmpty()
                  ? "the trial start on it ended with exit code " + result.code()
                  : "the trial start on it failed: "
                      + output.substring(output.lastIndexOf('\n') + 1),
              "nvidia-smi may tell more"));
    } catch (IOException e) {
      return Optional.of(
          new Obstacle("a trial start on it is not possible (" + e + ")", "mend that"));
    }
  }

  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try {
      Device.cuda("the card", Long.MAX_VALUE, 1);
      out.println(DONE);
    } catch (Failure e) {
      out.println(e.getMessage().strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[.]+$", ""));
    }
  }
}
