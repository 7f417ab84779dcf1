package org.rdvae.cli;

import java.util.concurrent.Callable;
import org.rdvae.tensor.Device;
import picocli.CommandLine.Command;

/** {@code rdvae devices}. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    description = "Says what this machine can compute on.")
final class DevicesCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Device cpu = Device.cpu(Device.defaultThreads());
    System.out.println(
        "cpu   usable: "
            + cpu.threads()
            + " threads, ND4J "
            + cpu.binary()
            + ", "
            + cpu.features()
            + ", a product checked");
    cpu.notes().forEach(note -> System.out.println("      " + note));
    System.out.println("cuda  not usable: this build of rdvae has no CUDA backend");
    return 0;
  }
}
