package org.rdvae.model;

import java.util.List;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * What makes a model one of images given their class c, log p(x|c) &gt;= -D - R with q(z|x, c) and
 * p(x|z, c), while p(z) is the same for all classes: z is for what the class does not tell. With y
 * the class as a row of classes - 1 zeros and a one,
 *
 * <pre>
 * encoder   reads x + y E       [batch, pixels]              E [classes, pixels], starts at 0
 *                               dE = y' dx
 * decoder   reads z beside y    [rows, latents + classes]    dz = the gradient's first columns
 * </pre>
 *
 * <p>The learned image y E, and not y itself beside x, because convolutions have no place for y. A
 * first layer that is dense makes of it x W + y (E W), which is what it would make of x beside y:
 * weights of its own for y.
 *
 * <p>With K samples an image, y is repeated as the images are. Sohn, Lee and Yan, Learning
 * structured output representation using deep conditional generative models, NeurIPS 2015; Kingma
 * and others, Semi-supervised learning with deep generative models, NeurIPS 2014 (M2),
 * arXiv:1406.5298.
 */
final class ClassCondition {
  static final String IMAGES = "classes.images";
  private static final Operation[] NOTHING = {};

  private final Kernels kernels;
  private final Tensor classes;
  private final Tensor rowClasses;
  private final Tensor encoderInput;
  private final Tensor encoderInputGradient;
  private final Operation[] encoderForward;
  private final Operation[] encoderBackward;
  private final Operation[] repeat;
  private final boolean training;
  private Tensor decoderInput;
  private Tensor decoderInputGradient;
  private Operation join;
  private Operation split = () -> {};

  /** For inference. */
  ClassCondition(
      Kernels kernels, Architecture architecture, ParameterTensors parameters, Tensor images) {
    this(kernels, architecture, parameters, images, 1, false);
  }

  /** For training with so many samples an image. */
  ClassCondition(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor images,
      int samples) {
    this(kernels, architecture, parameters, images, samples, true);
    if (architecture.prior().pseudoInputs() > 0) {
      throw new IllegalArgumentException("images that a prior learns have no class");
    }
  }

  private ClassCondition(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor images,
      int samples,
      boolean training) {
    this.kernels = kernels;
    this.training = training;
    int count = architecture.classes();
    classes = kernels.tensor(images.rows(), count);
    rowClasses = samples == 1 ? classes : kernels.tensor(samples * images.rows(), count);
    repeat =
        samples == 1
            ? NOTHING
            : SampleRows.repeat(kernels, classes, rowClasses).toArray(Operation[]::new);
    encoderInput = kernels.tensor(images.rows(), images.columns());
    encoderForward =
        new Operation[] {
          kernels.multiplyMatrices(classes, false, parameters.value(IMAGES), false, encoderInput),
          kernels.add(encoderInput, images, encoderInput),
        };
    encoderInputGradient = training ? kernels.tensor(images.rows(), images.columns()) : null;
    encoderBackward =
        training
            ? new Operation[] {
              kernels.multiplyMatrices(
                  classes, true, encoderInputGradient, false, parameters.gradient(IMAGES))
            }
            : NOTHING;
  }

  /** E, the learned images of the classes. */
  static ParameterSpec parameter(int classes, int pixels) {
    return new ParameterSpec(
        IMAGES, List.of(classes, pixels), new ParameterSpec.Start.Constant(0), true);
  }

  /**
   * Puts the classes beside latent variables.
   *
   * @param z shape [rows, latents]
   * @param zGradient where the gradient by z goes; {@code null} if nobody needs it
   */
  void join(Tensor z, Tensor zGradient) {
    int columns = z.columns() + rowClasses.columns();
    decoderInput = kernels.tensor(z.rows(), columns);
    join = kernels.joinColumns(List.of(z, rowClasses), decoderInput);
    if (training && zGradient != null) {
      decoderInputGradient = kernels.tensor(z.rows(), columns);
      Tensor unused = kernels.tensor(rowClasses.rows(), rowClasses.columns());
      split = kernels.splitColumns(decoderInputGradient, List.of(zGradient, unused));
    }
  }

  /** To be written before a step, shape [batch, classes]. */
  Tensor classes() {
    return classes;
  }

  /** Shape [batch, pixels]. */
  Tensor encoderInput() {
    return encoderInput;
  }

  /** {@code null} without a backward pass. */
  Tensor encoderInputGradient() {
    return encoderInputGradient;
  }

  /** Shape [rows, latents + classes]. */
  Tensor decoderInput() {
    return decoderInput;
  }

  /** {@code null} if nobody needs it. */
  Tensor decoderInputGradient() {
    return decoderInputGradient;
  }

  void showEncoder() {
    Operation.runAll(encoderForward);
  }

  void showDecoder() {
    Operation.runAll(repeat);
    join.run();
  }

  void decoderBackward() {
    split.run();
  }

  void encoderBackward() {
    Operation.runAll(encoderBackward);
  }
}
