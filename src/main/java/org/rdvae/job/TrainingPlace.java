package org.rdvae.job;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.config.Job;
import org.rdvae.data.TrainingBatches;
import org.rdvae.model.Architecture;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceChoice;
import org.rdvae.training.MemoryEstimate;
import org.rdvae.training.Snapshot;
import org.rdvae.training.Trainer;

/** Where the steps of a training are taken: on this machine, or by a cluster. */
interface TrainingPlace {

  /** Whether others take the steps. */
  boolean isShared();

  /**
   * To be asked before anything is read.
   *
   * @throws org.rdvae.base.Failure if the job cannot be trained here
   */
  void require(Job job);

  /** What this process computes on: everything, or with a cluster the validation. */
  DeviceChoice device();

  /**
   * Threads of the device.
   *
   * @param asked for by the user
   * @param last state of the run that is resumed
   */
  int threads(OptionalInt asked, Optional<Checkpoint> last);

  /** What this process will take. */
  MemoryEstimate memory(Device device, Architecture architecture, Job job);

  /**
   * Makes the place ready, when everything else has been checked.
   *
   * @param run its folder
   */
  Opened open(Path run, Job job, Device device);

  /** A place that is ready for steps. */
  interface Opened extends AutoCloseable {
    /** What takes the steps, for the user. */
    String words();

    /** What is recorded of the run, and of the place with it. */
    Provenance provenance(Provenance ofRun);

    /**
     * What takes the steps.
     *
     * @param data fingerprint of the examples
     * @param start where training begins
     */
    Trainer trainer(
        Architecture architecture, TrainingBatches batches, String data, Snapshot start);

    @Override
    void close();
  }
}
