package org.rdvae.bench.peer;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Times a peer, or proves that it does the same work, and prints one line of JSON. */
public final class Run {
  /** So many that no step's images are left in a cache, and few enough to lie in memory. */
  private static final int DISTINCT_BATCHES = 8;

  private static final long SEED = 1;

  private Run() {}

  public static <B> void run(Peer<B> peer, Arguments arguments) throws IOException {
    JsonObject line = new JsonObject();
    line.addProperty("runner", peer.runner());
    line.addProperty("workload", arguments.workload().label());
    line.addProperty("layout", peer.layout());
    line.addProperty("threads", arguments.threads());
    if (arguments.check().isPresent()) {
      check(peer, arguments.workload(), new CheckFolder(arguments.check().get()), line);
    } else {
      time(peer, arguments, line);
    }
    line.addProperty("peak_rss_mb", peakResidentMegabytes());
    JsonObject versions = new JsonObject();
    versions.addProperty("java", System.getProperty("java.version"));
    peer.versions().forEach(versions::addProperty);
    line.add("versions", versions);
    System.out.println(line);
  }

  private static <B> void time(Peer<B> peer, Arguments arguments, JsonObject line) {
    Random random = new Random(SEED);
    List<B> batches = new ArrayList<>();
    for (int i = 0; i < DISTINCT_BATCHES; i++) {
      batches.add(peer.batch(arguments.workload().images(random), new float[0]));
    }
    int steps = arguments.steps();
    double[] milliseconds = new double[steps];
    for (int i = -arguments.warmup(); i < steps; i++) {
      B batch = batches.get(Math.floorMod(i, DISTINCT_BATCHES));
      long start = System.nanoTime();
      peer.step(batch);
      if (i >= 0) {
        milliseconds[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(milliseconds);
    line.addProperty("steps", steps);
    line.addProperty("ms_per_step", rounded(milliseconds[steps / 2]));
    line.addProperty("ms_fastest", rounded(milliseconds[0]));
    line.addProperty("ms_p90", rounded(milliseconds[steps * 9 / 10]));
    // A sign that something was learnt, and that it is a number.
    line.addProperty("last_loss", peer.loss());
  }

  private static <B> void check(
      Peer<B> peer, Workload workload, CheckFolder folder, JsonObject line) throws IOException {
    List<Parameter> parameters = peer.parameters();
    folder.requireSame(workload, parameters);
    for (Parameter parameter : parameters) {
      parameter.value().accept(folder.initial(parameter.name()));
    }
    Path results = folder.results(peer.runner());
    peer.gradient(peer.batch(folder.images(0), folder.noise(0)));
    folder.writeGradient(results, parameters);
    List<String> losses = new ArrayList<>();
    for (int step = 0; step < folder.steps(); step++) {
      peer.step(peer.batch(folder.images(step), folder.noise(step)));
      losses.add(Double.toString(peer.loss()));
    }
    Files.write(results.resolve("losses.txt"), losses);
    line.addProperty("steps", folder.steps());
    line.addProperty("checked", results.toString());
    line.addProperty("last_loss", peer.loss());
  }

  private static double rounded(double milliseconds) {
    return Math.round(milliseconds * 1000) / 1000.0;
  }

  /** The most that the process had in memory so far, in units of 2^20 bytes. */
  private static long peakResidentMegabytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String peak = lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Math.round(Long.parseLong(peak.replaceAll("\\D", "")) / 1024.0);
    }
  }
}
