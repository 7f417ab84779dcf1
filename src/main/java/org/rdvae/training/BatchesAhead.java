package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Brings batches to a device while the step before computes: the thread that fills a buffer of the
 * {@link BatchFeed} sends it too, to a place on the device that belongs to that buffer, and when
 * its step begins the place is copied to the model's inputs there.
 *
 * <pre>
 *   training       place 0 to inputs, step | place 1 to inputs, step | ...
 *   feed's thread  fills and sends 1       | fills and sends 0       | ...
 * </pre>
 *
 * <p>A place is written to again only when the feed has its buffer back, which is after the step
 * that copied it; on a device each operation has ended before the next is called.
 */
final class BatchesAhead implements BatchSource {
  private final BatchSource source;
  private final List<Place> places = new ArrayList<>();

  /**
   * @param inputs what a batch is written to, part by part
   */
  BatchesAhead(Kernels kernels, BatchSource source, List<Tensor> inputs) {
    this.source = source;
    for (int buffer = 0; buffer < BatchFeed.BUFFERS; buffer++) {
      places.add(new Place(kernels, inputs));
    }
  }

  @Override
  public void fill(int epoch, int stepInEpoch, float[] target) {
    source.fill(epoch, stepInEpoch, target);
    place(target).send(target);
  }

  /**
   * Gives the model a batch that was sent.
   *
   * @param batch the buffer in which it was filled
   */
  void load(float[] batch) {
    Operation.runAll(place(batch).toInputs);
  }

  /** That of a buffer; one that is not known yet gets the next. */
  private Place place(float[] buffer) {
    for (Place place : places) {
      if (place.buffer == null) {
        place.buffer = buffer;
      }
      if (place.buffer == buffer) {
        return place;
      }
    }
    throw new IllegalStateException("there are more buffers than places");
  }

  /** As much memory as the inputs have. */
  private static final class Place {
    private final List<Tensor> parts = new ArrayList<>();
    private final Operation[] toInputs;
    private float[] buffer;

    Place(Kernels kernels, List<Tensor> inputs) {
      List<Operation> copies = new ArrayList<>();
      for (Tensor input : inputs) {
        Tensor part = kernels.tensor(input.rows(), input.columns());
        parts.add(part);
        copies.add(kernels.copy(part, input));
      }
      toInputs = copies.toArray(Operation[]::new);
    }

    void send(float[] values) {
      StepInput.write(values, parts);
      parts.forEach(Tensor::send);
    }
  }
}
