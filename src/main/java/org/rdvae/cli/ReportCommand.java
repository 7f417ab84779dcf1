package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.job.RunReporting;
import org.rdvae.report.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdvae report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what a run did until now as one page, report.html, with its drawings as PNG files in"
          + " plots beside it; with --out the page alone, of several runs side by side too.",
      "The run may be going on. A training writes the page itself when it ends."
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Page to write, needed for several runs. (default: report.html in the run's folder, which"
              + " is renewed)")
  private Path out;

  @Option(names = "--force", description = "Write over an existing file of --out.")
  private boolean force;

  @Option(
      names = "--no-latents",
      description =
          "Leave the latent plane out, for which the data are read and the best model encodes some"
              + " of them.")
  private boolean withoutLatents;

  @Option(
      names = "--json",
      description = "Print the final numbers as well, one JSON object a run in a line.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    if (out == null && runs.size() > 1) {
      throw new ParameterException(
          command.commandLine(), "--out: expected the name of a page for several runs, found none");
    }
    if (out != null) {
      OutputFile.check(out, force);
    }
    RunReport report =
        RunReporting.read(
            runs,
            withoutLatents ? Optional.empty() : Optional.of(device::open),
            Terminal.columnsOfStandardError());
    Path page = out == null ? runs.get(0).resolve(RunReport.FILE) : out;
    OutputFile.write(page, report::writeHtml);
    if (out == null) {
      report.writePlots(runs.get(0).resolve(RunReport.PLOTS)).ifPresent(System.err::println);
    }
    if (json) {
      System.out.println(report.json());
    }
    System.err.println("report -> " + page);
    return 0;
  }
}
