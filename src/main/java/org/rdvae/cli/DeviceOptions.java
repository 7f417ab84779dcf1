package org.rdvae.cli;

import java.util.OptionalInt;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceChoice;
import org.rdvae.tensor.DeviceRequest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a command computes. */
final class DeviceOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda[:n]",
      defaultValue = "auto",
      description =
          "Where to compute; auto takes a GPU that can be used, else the CPU, and says why."
              + " (default: ${DEFAULT-VALUE})")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads on the CPU. (default: OMP_NUM_THREADS, else all cores; a resumed run keeps its"
              + " own)")
  private Integer threads;

  private DeviceChoice choice;
  private boolean announced;

  /** Refuses what cannot be had, before anything is read or loaded. */
  void check() {
    DeviceRequest request =
        DeviceRequest.parse(device)
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(),
                        "--device: expected auto, cpu or cuda[:n], found " + device));
    Arguments.between(command, "--threads", threads, 1, 1024);
    choice = DeviceChoice.of(request);
    choice.check();
  }

  /** As it was asked for. */
  String word() {
    return device;
  }

  OptionalInt threads() {
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  /** For who tells the user about it. */
  DeviceChoice choice() {
    announced = true;
    return choice;
  }

  /** Opens the device; where another one would have been possible, says once which it is. */
  Device open() {
    Device opened = choice.open(threads == null ? Device.defaultThreads() : threads);
    if (!announced && choice.hasAlternatives()) {
      System.err.println(choice.line());
      announced = true;
    }
    return opened;
  }
}
