package org.rdvae.tensor;

import java.util.Locale;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.base.Failure;

/**
 * A device with memory of its own. ND4J keeps a copy of each piece of memory on either side and
 * knows which is newer; Java must ask for its copy before it looks, and tell when it has written.
 *
 * <p>Calls on it go through ND4J's executioner, which knows streams and the pointers that the
 * device wants. It makes garbage, which costs less than what it waits for the device.
 */
final class RemoteDevice {
  private final String title;
  private final long room;
  private final INDArray trial;
  private long reads;

  /**
   * @param title of the device, for messages
   * @param room bytes of memory that a plan may take at most
   */
  RemoteDevice(String title, long room) {
    this.title = title;
    this.room = room;
    trial = Nd4j.scalar(0f);
  }

  /** How often Java looked into the memory, which a training step must not do. */
  long reads() {
    return reads;
  }

  /** Brings Java's copy of the memory up to date, to be read. */
  void read(INDArray array) {
    reads++;
    fetch(array);
  }

  /**
   * Brings Java's copy of the memory up to date, to be written to in part. Costs nothing unless the
   * device wrote to it last.
   */
  void fetch(INDArray array) {
    try {
      Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  /** Says that Java's copy is the newer one. */
  void changed(INDArray array) {
    try {
      Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  /** Brings the device's copy of the memory up to date, before an operation needs it. */
  void send(INDArray array) {
    try {
      Nd4j.getAffinityManager().ensureLocation(array, Location.DEVICE);
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  /**
   * What to throw after a call failed. Once a device is lost, every call fails; as long as the
   * smallest one succeeds, the failed one was wrong.
   */
  RuntimeException explained(RuntimeException failure) {
    if (failure instanceof Failure) {
      return failure;
    }
    try {
      Op smallest = new ScalarAdd(trial, null, trial, 1);
      Nd4j.getExecutioner().exec(smallest);
      // Only the result tells of what went wrong after the call.
      Nd4j.getAffinityManager().ensureLocation(trial, Location.HOST);
      return failure;
    } catch (RuntimeException e) {
      return new Failure(
          Failure.Kind.DEVICE, title + " was lost: " + Causes.innermost(failure) + ".", failure);
    }
  }

  /**
   * Refuses more memory than there was when the device was opened: the library would try to take it
   * all the same, and its copy on this side first.
   */
  void requireRoom(long bytes) {
    if (bytes > room) {
      throw full(bytes, null);
    }
  }

  /** What to throw when the library could not have that much memory altogether. */
  Failure full(long bytes, RuntimeException failure) {
    return new Failure(
        Failure.Kind.OUT_OF_MEMORY,
        String.format(
            Locale.ROOT,
            "%s has no room for the %,.0f MB that this takes%s. Lower training.batch, make the"
                + " model smaller, or compute with --device cpu.",
            title,
            bytes / 1e6,
            failure == null ? "" : " (" + Causes.innermost(failure) + ")"),
        failure);
  }
}
