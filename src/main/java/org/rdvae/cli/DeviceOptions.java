package org.rdvae.cli;

import java.util.OptionalInt;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Device;
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
      description = "Where to compute; auto is the CPU in this build. (default: ${DEFAULT-VALUE})")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads on the CPU. (default: OMP_NUM_THREADS, else all cores; a resumed run keeps its own)")
  private Integer threads;

  /** Refuses what cannot be had, before anything is read or loaded. */
  void check() {
    if (device.matches("cuda(:[0-9]+)?")) {
      throw new Failure(
          Failure.Kind.DEVICE,
          "--device "
              + device
              + ": this build of rdvae has no CUDA backend; use --device auto or cpu.");
    }
    if (!device.equals("auto") && !device.equals("cpu")) {
      throw new ParameterException(
          command.commandLine(), "--device: expected auto, cpu or cuda[:n], found " + device);
    }
    Arguments.between(command, "--threads", threads, 1, 1024);
  }

  OptionalInt threads() {
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  Device open() {
    return Device.cpu(threads == null ? Device.defaultThreads() : threads);
  }
}
