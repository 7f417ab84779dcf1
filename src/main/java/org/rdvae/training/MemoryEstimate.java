package org.rdvae.training;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.rdvae.base.Failure;
import org.rdvae.codec.CodecArchitecture;
import org.rdvae.codec.PlannedCodec;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;

/**
 * The memory that a training will take, in bytes, known before it takes any.
 *
 * <pre>
 * resident = program + Java's heap + parameters + 1.5 buffers
 * </pre>
 *
 * <p>On a card the buffers lie in its memory, with all that an update needs, and the process has
 * none of them; it keeps only the library's copies of what Java reads and writes, the parameters.
 * Whether the card has room is tried there, by planning all of it.
 *
 * <p>Native parameters and buffers are counted exactly: the training and the session that validates
 * are planned on memory that takes nothing. The other half is for copies that the library makes for
 * the time of a call: oneDNN likes the maps of large convolutions in an order of its own. The heap
 * is an upper estimate too, see {@link #heap}.
 *
 * @param machine what there was before the training
 * @param onCard whether the buffers are in the memory of a card
 * @param inJava the optimiser's vectors, copies for a checkpoint, batches and a codec's patches to
 *     validate on, in the heap
 * @param parameters native: values, their gradients, and the values that are validated
 * @param stepBuffers native, of a training step: they grow with the batch
 * @param sessionBuffers native, of the session that validates
 * @param batch images in a step
 */
public record MemoryEstimate(
    MachineMemory machine,
    boolean onCard,
    long inJava,
    long parameters,
    long stepBuffers,
    long sessionBuffers,
    int batch) {
  /** Live objects to heap, as far as Java lets it grow before it looks for garbage everywhere. */
  private static final double HEAP_GROWTH = 2.5;

  private static final double BUFFERS_IN_CALLS = 1.5;

  /** Of its limit; beyond, Java does little else than look for garbage. */
  private static final double HEAP_SHARE = 0.9;

  /** The one before a round and after it, as objects and as bytes, and two on the way to a file. */
  private static final long STATES_OF_A_DRIVER = 6;

  private static final String SMALLER = "make the model smaller (model.encoder, model.decoder)";

  /**
   * Of the training of an autoencoder that is about to begin, with its data already in memory.
   *
   * @param sessionRows images that the session for validation computes at a time
   */
  public static MemoryEstimate of(
      Device device,
      Architecture architecture,
      ObjectiveSettings objective,
      TrainingSettings settings,
      int sessionRows) {
    return of(
        device,
        settings,
        architecture.layout().size(),
        architecture.pixels(),
        batch -> VaeTraining.plan(architecture, objective, 1, batch, 1),
        VaeSession.bytes(device, architecture, sessionRows),
        0);
  }

  /**
   * Of the process that has a cluster take the steps: it validates, and passes states on.
   *
   * @param sessionRows images that the session for validation computes at a time
   */
  public static MemoryEstimate ofClusterDriver(
      Device device, Architecture architecture, TrainingSettings settings, int sessionRows) {
    long values = (long) Float.BYTES * architecture.layout().size();
    long inJava = STATES_OF_A_DRIVER * vectors(settings) * values;
    long session = VaeSession.bytes(device, architecture, sessionRows) - values;
    return new MemoryEstimate(
        machineFor(inJava), false, inJava, values, 0, session, settings.batch());
  }

  /**
   * The same of a codec, which validates a few patches at a time.
   *
   * @param validated patches at a time
   * @param patchValues of all patches that are validated; they are made once the training begins
   */
  public static MemoryEstimate of(
      Device device,
      CodecArchitecture architecture,
      TrainingSettings settings,
      int validated,
      long patchValues) {
    // What validates has no use for its gradients, but has them.
    return of(
        device,
        settings,
        architecture.layout().size(),
        architecture.picture().size(),
        batch -> kernels -> new CodecTraining(kernels, architecture, batch, 1),
        device.bytesOf(
            Precision.FLOAT32, kernels -> new PlannedCodec(kernels, architecture, validated)),
        Float.BYTES * patchValues);
  }

  /**
   * @param model what a trainer trains with a batch of so many images
   * @param session the same of what validates
   * @param validated in Java, what it is validated on if that is yet to be made
   */
  private static MemoryEstimate of(
      Device device,
      TrainingSettings settings,
      int parameters,
      int pixels,
      IntFunction<Function<Kernels, Trainable>> model,
      long session,
      long validated) {
    int batch = settings.batch();
    long values = (long) Float.BYTES * parameters;
    long step =
        ofStep(
            size ->
                device.bytesOf(
                    Precision.FLOAT32,
                    kernels -> plan(device, kernels, model.apply(size).apply(kernels), settings)),
            batch);
    int vectors = vectors(settings);
    // The optimiser's vectors unless a card has them, their copies on the way into a checkpoint,
    // the values at the start and the best so far.
    long copies = (device.isCpu() ? 2L * vectors : vectors) + 2;
    if (settings.onNonFinite() == TrainingSettings.OnNonFinite.ROLLBACK) {
      // What is gone back to, and in a checkpoint its model without the running statistics.
      copies += vectors + 1;
    }
    // A batch that waits, one that is computed, one that is made.
    long inJava = copies * values + 3L * Float.BYTES * batch * pixels + validated;
    return new MemoryEstimate(
        machineFor(inJava),
        !device.isCpu(),
        inJava,
        3 * values,
        step - 2 * values,
        session - values,
        batch);
  }

  /** The parameters, the optimiser's moments of them, and their average. */
  private static int vectors(TrainingSettings settings) {
    boolean oneMoment = settings.optimizer() instanceof TrainingSettings.Optimizer.Momentum;
    return 1 + (oneMoment ? 1 : 2) + (settings.averaging().decay() > 0 ? 1 : 0);
  }

  private static MachineMemory machineFor(long inJava) {
    MachineMemory machine = MachineMemory.now();
    if (machine.heapUsed() + inJava > HEAP_SHARE * machine.heapLimit()) {
      // What reading the data left behind may be most of it.
      System.gc();
      machine = MachineMemory.now();
    }
    return machine;
  }

  /** What {@link LocalSteps} make; on the CPU an update's memory is all in Java. */
  private static void plan(
      Device device, Kernels kernels, Trainable model, TrainingSettings settings) {
    if (device.isCpu()) {
      return;
    }
    if (settings.prefetch().isOn(device.threads())) {
      new BatchesAhead(kernels, (epoch, step, target) -> {}, model.inputs());
    }
    float[] blank = new float[model.layout().size()];
    new DeviceParameters(
        kernels,
        settings,
        GradientNorms.ends(model.layout()),
        model.parameters().gradients(),
        model.parameters().values(),
        new Snapshot(Position.START, blank, TrainingState.EMPTY));
  }

  private static long ofStep(IntToLongFunction planned, int batch) {
    try {
      return planned.applyAsLong(batch);
    } catch (OutOfMemoryError e) {
      // A single buffer is larger than what the machine can promise.
      long one = planned.applyAsLong(1);
      return one + (batch - 1) * (planned.applyAsLong(2) - one);
    } catch (ArithmeticException e) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          "training.batch: "
              + batch
              + " images need a buffer of more than 2,147,483,647 values, which the native library"
              + " does not compute with; lower it.",
          e);
    }
  }

  /** Buffers and what calls copy of them. */
  private long buffersInCalls() {
    return (long) (BUFFERS_IN_CALLS * (stepBuffers + sessionBuffers));
  }

  /** Objects in Java's heap, without garbage. */
  private long inUse() {
    return machine.heapUsed() + inJava;
  }

  /** What the heap grows to in a long training: garbage stays as long as there is room for it. */
  public long heap() {
    long grown = Math.max(machine.heapCommitted(), (long) (HEAP_GROWTH * inUse()));
    return Math.min(machine.heapLimit(), grown);
  }

  /** The process's resident set, at most. */
  public long resident() {
    return machine.program() + heap() + parameters + (onCard ? 0 : buffersInCalls());
  }

  /** One line for the user. */
  public String text() {
    String process =
        String.format(
            Locale.ROOT,
            "memory: at most about %s (program %s, Java heap %s, parameters %s",
            words(resident()),
            words(machine.program()),
            words(heap()),
            words(parameters));
    return onCard
        ? process + "), and on the card " + words(parameters + buffersInCalls())
        : process + ", buffers " + words(buffersInCalls()) + ")";
  }

  /**
   * Refuses a training that cannot fit.
   *
   * @throws Failure of kind OUT_OF_MEMORY that names what to change, and by how much
   */
  public void requireFitting() {
    if (inUse() > HEAP_SHARE * machine.heapLimit()) {
      long wanted = (long) Math.ceil(inUse() / HEAP_SHARE / (1 << 30) * 1.1);
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "Training needs %s of Java's heap (data %s, the optimiser and its copies %s), %s more"
                  + " than it may use: give it more with RDVAE_JAVA_OPTIONS=-Xmx%dg, set a"
                  + " data.limit or %s.",
              words(inUse()),
              words(machine.heapUsed()),
              words(inJava),
              words(inUse() - (long) (HEAP_SHARE * machine.heapLimit())),
              wanted,
              SMALLER));
    }
    long buffers = onCard ? 0 : stepBuffers + sessionBuffers;
    long least = machine.program() + inUse() + parameters + buffers;
    if (least > machine.physical() && onCard) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "Training needs %s of memory beside the card's, %s more than there is: set a"
                  + " data.limit or %s.",
              words(least),
              words(least - machine.physical()),
              SMALLER));
    }
    if (least > machine.physical()) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "Training needs %s of memory (parameters %s, buffers %s for a batch of %d and %s for"
                  + " validation), %s more than there is: %s.",
              words(least),
              words(parameters),
              words(stepBuffers),
              batch,
              words(sessionBuffers),
              words(least - machine.physical()),
              remedy(least)));
    }
  }

  private String remedy(long least) {
    long fits = (machine.physical() - (least - stepBuffers)) / Math.max(1, stepBuffers / batch);
    return fits < 1 ? SMALLER : "lower training.batch to " + fits + " or less, or " + SMALLER;
  }

  private static String words(long bytes) {
    return bytes < 1e9
        ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
  }
}
