package org.rdvae.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rdvae.bench.CheckFolder;
import org.rdvae.bench.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae bench work}. */
@Command(
    name = "work",
    mixinStandardHelpOptions = true,
    description =
        "Writes the first steps of a workload, with our gradient and losses, for other programs to"
            + " repeat.")
final class BenchWorkCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "mlp|gated|conv|codec", description = "The workload.")
  private Workload workload;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder.")
  private Path folder;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100",
      description = "Steps. (default: ${DEFAULT-VALUE})")
  private int steps;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--steps", steps, 1, 10_000);
    CheckFolder.write(workload, steps, device.open(), folder);
    System.err.println("wrote " + folder);
    return 0;
  }
}
