package org.rdvae.training;

import java.util.List;
import org.rdvae.base.Setting;

/**
 * How parameters are found: how long, in what batches, by which optimiser and learning rate, and
 * what is done where a gradient is too large or no number.
 */
public record TrainingSettings(
    @Setting(value = "Passes over the training images.", initial = "10", min = 1) int epochs,
    @Setting(
            value =
                "Images in a step; what is left of an epoch after the last full batch is skipped.",
            initial = "100",
            min = 1)
        int batch,
    @Setting(value = "The optimiser.", initial = "adam") Optimizer optimizer,
    @Setting(value = "Factor on the learning rate over time.", initial = "constant")
        Schedule schedule,
    @Setting(
            value =
                "Largest L2 norm of the gradient, above which it is scaled down; 0 never scales.",
            initial = "0",
            min = 0)
        double clipNorm,
    @Setting(
            value =
                "A step is skipped when its gradient's L2 norm is more than this many times the mean of about the last 100 steps; above 1, or 0 to skip none.",
            initial = "0",
            min = 0)
        double skipNormFactor,
    @Setting("The running mean of the parameters that is validated, kept and sampled from.")
        Averaging averaging,
    @Setting(
            value =
                "Stop after this many epochs without a better validation, counted after warm-up; 0 never stops early.",
            initial = "0",
            min = 0)
        int patience,
    @Setting(value = "Epochs between validations.", initial = "1", min = 1) int validateEvery,
    @Setting(value = "Steps between evaluations of the training loss.", initial = "50", min = 1)
        int logEvery,
    @Setting(
            value =
                "Whether a thread of its own makes the next batch while a step computes: on, off or auto (on where a"
                    + " core is left over, because beside computing threads on every core it costs more than it gives);"
                    + " the result is the same.",
            initial = "auto")
        Prefetch prefetch,
    @Setting(
            value =
                "What is done about a step whose gradient is not finite: stop (the training ends, checkpoints are of"
                    + " earlier steps), skip (the step is left out) or rollback (parameters and optimiser go back to"
                    + " the end of the last epoch, or to the beginning; a checkpoint made within an epoch holds them"
                    + " too and is twice as large). Ten such steps in a row, or"
                    + " rollbacks within an epoch, end the training all the same.",
            initial = "stop")
        OnNonFinite onNonFinite) {

  /** With steps that are not finite ending the training. */
  public TrainingSettings(
      int epochs,
      int batch,
      Optimizer optimizer,
      Schedule schedule,
      double clipNorm,
      double skipNormFactor,
      Averaging averaging,
      int patience,
      int validateEvery,
      int logEvery,
      Prefetch prefetch) {
    this(
        epochs,
        batch,
        optimizer,
        schedule,
        clipNorm,
        skipNormFactor,
        averaging,
        patience,
        validateEvery,
        logEvery,
        prefetch,
        OnNonFinite.STOP);
  }

  /** The same settings with another answer to steps that are not finite. */
  TrainingSettings with(OnNonFinite newOnNonFinite) {
    return new TrainingSettings(
        epochs,
        batch,
        optimizer,
        schedule,
        clipNorm,
        skipNormFactor,
        averaging,
        patience,
        validateEvery,
        logEvery,
        prefetch,
        newOnNonFinite);
  }

  /** Answers to a gradient that is not finite. */
  public enum OnNonFinite {
    STOP,
    SKIP,
    ROLLBACK
  }

  /** Whether batches are made ahead. */
  public enum Prefetch {
    AUTO,
    ON,
    OFF;

    boolean isOn(int computingThreads) {
      return switch (this) {
        case AUTO -> computingThreads < Runtime.getRuntime().availableProcessors();
        case ON -> true;
        case OFF -> false;
      };
    }
  }

  /** Optimisers. */
  public sealed interface Optimizer {
    /** Step size before the schedule's factor. */
    double learningRate();

    /**
     * Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv:1412.6980; with a
     * weight decay, AdamW of Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR
     * 2019, arXiv:1711.05101.
     */
    record Adam(
        @Setting(value = "Step size.", initial = "1e-3", min = 0, above = true) double learningRate,
        @Setting(value = "Decay of the first moment.", initial = "0.9", min = 0, max = 0.999999)
            double beta1,
        @Setting(value = "Decay of the second moment.", initial = "0.999", min = 0, max = 0.9999999)
            double beta2,
        @Setting(
                value = "Added to the root of the bias-corrected second moment.",
                initial = "1e-8",
                min = 0,
                above = true)
            double epsilon,
        @Setting(
                value =
                    "Part of every parameter taken away in a step, times the learning rate (AdamW).",
                initial = "0",
                min = 0,
                max = 1)
            double weightDecay)
        implements Optimizer {}

    /**
     * Adam after dividing the gradient of each parameter tensor by its own L2 norm; from the code
     * to Tomczak and Welling, VAE with a VampPrior, AISTATS 2018, arXiv:1705.07120.
     */
    record AdamNormGrad(
        @Setting(value = "Step size.", initial = "5e-4", min = 0, above = true) double learningRate,
        @Setting(value = "Decay of the first moment.", initial = "0.9", min = 0, max = 0.999999)
            double beta1,
        @Setting(value = "Decay of the second moment.", initial = "0.999", min = 0, max = 0.9999999)
            double beta2,
        @Setting(
                value = "Added to the root of the bias-corrected second moment.",
                initial = "1e-8",
                min = 0,
                above = true)
            double epsilon,
        @Setting(
                value =
                    "Part of every parameter taken away in a step, times the learning rate (AdamW).",
                initial = "0",
                min = 0,
                max = 1)
            double weightDecay)
        implements Optimizer {}

    /** Stochastic gradient descent with momentum, in PyTorch's form. */
    record Momentum(
        @Setting(value = "Step size.", initial = "1e-3", min = 0, above = true) double learningRate,
        @Setting(
                value = "Part of the velocity that is left in the next step; 0 is plain descent.",
                initial = "0.9",
                min = 0,
                max = 0.999999)
            double momentum,
        @Setting(
                value = "Whether to look a step ahead along the velocity (Nesterov).",
                initial = "false")
            boolean nesterov,
        @Setting(
                value = "Part of every parameter added to its gradient.",
                initial = "0",
                min = 0,
                max = 1)
            double weightDecay)
        implements Optimizer {}
  }

  /** The running mean of the parameters; {@link ParameterAverage} computes it. */
  public record Averaging(
      @Setting(
              value =
                  "Part of the mean that is left after a step, less in the first steps; running statistics are averaged too; 0 uses the parameters of the last step.",
              initial = "0",
              min = 0,
              max = 0.9999999)
          double decay) {}

  /** Factors on the learning rate; {@link LearningRate} computes them. */
  public sealed interface Schedule {
    /** Factor 1 throughout. */
    record Constant() implements Schedule {}

    /** A further factor from each of the given epochs on. */
    record Steps(
        @Setting("Epochs (counted from 0) from which a further factor holds, rising.")
            List<Integer> epochs,
        @Setting(value = "Factor at each of them.", initial = "0.1", min = 0, max = 1, above = true)
            double factor)
        implements Schedule {}

    /**
     * Half a cosine from 1 down to the final factor at the last step; Loshchilov and Hutter, SGDR,
     * ICLR 2017.
     */
    record Cosine(
        @Setting(value = "Factor at the end.", initial = "0.0", min = 0, max = 1) double end)
        implements Schedule {}

    /** A straight line from 1 down to the final factor at the last step. */
    record Linear(
        @Setting(value = "Factor at the end.", initial = "0.0", min = 0, max = 1) double end)
        implements Schedule {}
  }
}
