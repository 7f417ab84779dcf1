package org.rdvae.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Candidates;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;

/**
 * Times the equivalent library calls for every shape that a training step asks the call table for.
 * It changes nothing: the table is a file that people change.
 *
 * <p>Products inside of another call, as in a convolution made of one, are part of that call.
 */
public final class Tuning {
  /** A gain below this may be chance. */
  private static final double LEAST_GAIN = 0.1;

  /** Less than this part of all that was timed is not worth a row. */
  private static final double LEAST_SHARE = 0.002;

  /** Less than this cannot be told from the clock's own time. */
  private static final double LEAST_SECONDS = 1e-4;

  /**
   * One shape.
   *
   * @param calls of this shape in a step
   * @param chosen what the table takes
   * @param milliseconds of all calls of the shape in a step, by candidate: medians
   */
  public record Result(
      TunedShape shape, int calls, String chosen, Map<String, Double> milliseconds) {
    /** Of the calls that the table takes. */
    public double chosenMilliseconds() {
      return milliseconds.get(chosen);
    }

    /** The fastest candidate. */
    public String best() {
      return milliseconds.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .orElseThrow()
          .getKey();
    }

    /** The part of their time that the fastest would spare. */
    public double gain() {
      return 1 - milliseconds.get(best()) / chosenMilliseconds();
    }
  }

  private final Device device;
  private final int rounds;
  private final double seconds;

  /**
   * @param rounds of which the median counts
   * @param seconds of each candidate in a round
   */
  public Tuning(Device device, int rounds, double seconds) {
    this.device = device;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** In the order in which a step first plans them. */
  public List<Result> measure(Work work) {
    Map<TunedShape, List<KernelCall>> shapes = new LinkedHashMap<>();
    try (StepParts step = StepParts.of(work, device)) {
      for (KernelCall call : step.recorded().calls()) {
        TunedShape.of(call)
            .ifPresent(s -> shapes.computeIfAbsent(s, key -> new ArrayList<>()).add(call));
      }
    }
    return shapes.entrySet().stream()
        .map(entry -> measure(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Those that a row would be worth it for. */
  public static List<Result> worthARow(List<Result> results) {
    double all = results.stream().mapToDouble(Result::chosenMilliseconds).sum();
    return results.stream()
        .filter(r -> r.gain() > LEAST_GAIN && r.gain() * r.chosenMilliseconds() > LEAST_SHARE * all)
        .toList();
  }

  private Result measure(TunedShape shape, List<KernelCall> calls) {
    List<String> names = Candidates.of(shape.operation());
    List<Candidate> candidates = new ArrayList<>();
    try {
      for (String name : names) {
        candidates.add(new Candidate(device, shape.row("*", "*", name), calls));
      }
      double[][] times = new double[names.size()][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < times.length; i++) {
          times[i][round] = candidates.get(i).milliseconds(Math.max(seconds, LEAST_SECONDS));
        }
      }
      Map<String, Double> medians = new LinkedHashMap<>();
      for (int i = 0; i < times.length; i++) {
        Arrays.sort(times[i]);
        medians.put(names.get(i), times[i][rounds / 2]);
      }
      String chosen = Candidates.chosen(device, shape.operation(), shape.m(), shape.n(), shape.k());
      return new Result(shape, calls.size(), chosen, medians);
    } finally {
      candidates.forEach(Candidate::close);
    }
  }

  /** The calls of one shape, made in one way on tensors of their own. */
  private static final class Candidate implements AutoCloseable {
    private final Kernels kernels;
    private final Operation[] operations;
    private final RandomStream random = new RandomStream(1, RandomStream.Purpose.TEST);

    Candidate(Device device, String row, List<KernelCall> calls) {
      kernels = Candidates.kernels(device, Precision.FLOAT32, row);
      IdentityHashMap<Tensor, Tensor> tensors = new IdentityHashMap<>();
      try {
        operations =
            calls.stream()
                .map(call -> call.plan(kernels, t -> tensors.computeIfAbsent(t, this::like)))
                .toArray(Operation[]::new);
        Operation.runAll(operations);
      } catch (RuntimeException | Error e) {
        kernels.close();
        throw e;
      }
    }

    private Tensor like(Tensor tensor) {
      Tensor other = kernels.tensor(tensor.rows(), tensor.columns());
      float[] values = new float[Math.toIntExact(other.size())];
      random.fillGaussian(values, values.length);
      other.write(values);
      return other;
    }

    /** Of all calls together: the mean of as many runs as the time is enough for. */
    double milliseconds(double seconds) {
      long begin = System.nanoTime();
      long end = begin;
      int runs = 0;
      while (runs == 0 || end - begin < seconds * 1e9) {
        Operation.runAll(operations);
        end = System.nanoTime();
        runs++;
      }
      return (end - begin) / 1e6 / runs;
    }

    @Override
    public void close() {
      kernels.close();
    }
  }
}
