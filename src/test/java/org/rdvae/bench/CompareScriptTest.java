package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code src/bench/compare}, with small programs in the places of rdvae and its opponents. */
class CompareScriptTest {
  private static final Path SCRIPT = Path.of("src/bench/compare").toAbsolutePath();

  /** In place of rdvae: a gradient of 1 and 2, each a parameter tensor of its own. */
  private static final String WORK =
      """
      #!/bin/sh
      # bench work W --out DIR, and bench train
      words="$*"
      threads=1
      while [ $# -gt 0 ]; do
        case $1 in
          --out) folder=$2 ;;
          --threads) threads=$2 ;;
        esac
        shift
      done
      case $words in
        *"bench work"*)
          mkdir -p "$folder/rdvae"
          echo '{"parameters":[{"name":"a","shape":[1,1],"offset":0},\
      {"name":"b","shape":[1],"offset":1}]}' > "$folder/workload.json"
          printf '\\000\\000\\200\\077\\000\\000\\000\\100' > "$folder/rdvae/gradient.f32"
          printf '3\\n2\\n' > "$folder/rdvae/losses.txt"
          EXACT ;;
        *)
          echo "{\\"ms_per_step\\":$((8 / threads)),\\"ms_fastest\\":1,\\"peak_rss_mb\\":200.5}" ;;
      esac
      """;

  private static final String PEER =
      """
      #!/bin/sh
      layout=
      while [ $# -gt 0 ]; do
        case $1 in
          --check) folder=$2 ;;
          --layout) layout=$2 ;;
        esac
        shift
      done
      if [ -n "$folder" ]; then
        mkdir -p "$folder/libtorch-mkl"
        printf 'GRADIENT' > "$folder/libtorch-mkl/gradient.f32"
        printf '3\\nLOSS\\n' > "$folder/libtorch-mkl/losses.txt"
        echo '{"checked":true}'
      else
        ms=20
        if [ "$layout" = channels-last ]; then ms=16; fi
        echo "{\\"ms_per_step\\":$ms,\\"ms_fastest\\":7,\\"peak_rss_mb\\":300,\
      \\"versions\\":{\\"libtorch\\":\\"9.9\\"}}"
      fi
      """;

  private static final String SAME_GRADIENT = "\\000\\000\\200\\077\\000\\000\\000\\100";
  private static final String OTHER_GRADIENT = "\\000\\000\\200\\077\\000\\000\\000\\101";

  @TempDir private Path folder;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void needsPythonAndAShell() throws IOException, InterruptedException {
    assumeThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
    assumeThat(run(List.of("/bin/sh", "-c", "command -v python3")).code).isZero();
    program("rdvae", WORK.replace("EXACT", ""));
  }

  private void program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void peer(String gradient, String loss) throws IOException {
    program("libtorch/run", PEER.replace("GRADIENT", gradient).replace("LOSS", loss));
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private Result compare(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    command.addAll(
        List.of(
            "--rdvae",
            folder.resolve("rdvae").toString(),
            "--peers",
            folder.toString(),
            "--out",
            folder.resolve("results").toString(),
            "--quick",
            "--threads",
            "1,2"));
    command.addAll(List.of(words));
    return run(command);
  }

  @Test
  void takesTheBestOfEachAndSavesTheRatios() throws IOException, InterruptedException {
    peer(SAME_GRADIENT, "2.001");
    Result result = compare("--workloads", "conv", "--opponents", "libtorch-mkl");
    assertThat(result.code).as(result.err).isZero();
    assertThat(result.out)
        .contains(
            "## conv: autoencoder 3x32x32",
            "| rdvae | 2 | - | 4.00 | 1.00 |  | 200 |  |",
            "| libtorch 9.9 with MKL | 1 | channels-last | 16.00 | 7.00 | **0.25** (0.25 to 0.25) |"
                + " 300 | yes: gradients within 0.0e+00 (L2 0e+00), loss within 0.05 % |");
    List<Path> files;
    try (var listed = Files.list(folder.resolve("results"))) {
      files = listed.sorted().toList();
    }
    assertThat(files).hasSize(2);
    JsonNode json = JsonMapper.shared().readTree(Files.readString(files.get(0)));
    assertThat(json.get("machine").propertyNames())
        .contains("cpu", "cores", "memory_gib", "kernel", "java", "load_before");
    JsonNode row = json.get("workloads").get(0).get("rows").get(1);
    assertThat(row.get("ratio").asDouble()).isEqualTo(0.25);
    assertThat(row.get("tried")).hasSize(8);
    assertThat(Files.readString(files.get(1)).strip()).isEqualTo(result.out.strip());
  }

  @Test
  void tellsWhoDidOtherWork() throws IOException, InterruptedException {
    peer(OTHER_GRADIENT, "2");
    Result result = compare("--workloads", "mlp", "--opponents", "libtorch-mkl");
    assertThat(result.code).isEqualTo(1);
    assertThat(result.out).contains("| NO: gradients within 3.0e+00 (L2 3e+00), loss within 0 % |");
    peer(SAME_GRADIENT, "2.03");
    Result lossApart = compare("--workloads", "mlp", "--opponents", "libtorch-mkl");
    assertThat(lossApart.code).isEqualTo(1);
    assertThat(lossApart.out).contains("loss within 1.5 % |");
    peer(SAME_GRADIENT, "nan");
    assertThat(compare("--workloads", "mlp", "--opponents", "libtorch-mkl").code).isEqualTo(1);
  }

  @Test
  void tellsHowFarEverybodyIsFromTheGradientInFloat64() throws IOException, InterruptedException {
    program(
        "rdvae",
        WORK.replace(
            "EXACT",
            "mkdir -p \"$folder/exact\"; printf '"
                + OTHER_GRADIENT
                + "' > \"$folder/exact/gradient.f32\""));
    peer(OTHER_GRADIENT, "2");
    Result result = compare("--workloads", "mlp", "--opponents", "libtorch-mkl");
    assertThat(result.out)
        .contains("from the gradient in float64: rdvae 7.5e-01, this one 0.0e+00 |");
  }

  @Test
  void goesOnWithoutAnOpponentThatFails() throws IOException, InterruptedException {
    program("libtorch/run", "#!/bin/sh\necho 'no such library' >&2\nexit 9\n");
    Result result = compare("--workloads", "mlp", "--opponents", "libtorch-mkl", "--no-check");
    assertThat(result.code).isEqualTo(3);
    assertThat(result.out)
        .contains(
            "| rdvae | 2 ", "libtorch with MKL did not run: ", "exit code 9: no such library");
  }

  @Test
  void namesTheChoices() throws IOException, InterruptedException {
    assertThat(compare("--workloads", "mpl"))
        .satisfies(result -> assertThat(result.code).isEqualTo(2))
        .extracting(Result::err)
        .asString()
        .contains("expected some of mlp, conv, gated, codec", "found 'mpl'");
    assertThat(compare("--opponents", "").err()).contains("libtorch-mkl, libtorch-openblas, dl4j");
    assertThat(compare("--rounds", "0").err()).contains("expected a number above 0, found '0'");
  }
}
