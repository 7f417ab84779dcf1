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

/** A device of this machine takes the steps. */
record LocalPlace(DeviceChoice device) implements TrainingPlace {

  @Override
  public boolean isShared() {
    return false;
  }

  /** One machine trains every job. */
  @Override
  public void require(Job job) {}

  @Override
  public int threads(OptionalInt asked, Optional<Checkpoint> last) {
    return Resumption.threads(asked, last);
  }

  @Override
  public MemoryEstimate memory(Device device, Architecture architecture, Job job) {
    return MemoryEstimate.of(
        device, architecture, job.objective(), job.training(), SavedModel.rows(architecture));
  }

  @Override
  public Opened open(Path run, Job job, Device device) {
    return new OpenedDevice(job, device);
  }

  private record OpenedDevice(Job job, Device device) implements Opened {
    @Override
    public String words() {
      return device.threadWords();
    }

    @Override
    public Provenance provenance(Provenance ofRun) {
      return ofRun;
    }

    @Override
    public Trainer trainer(
        Architecture architecture, TrainingBatches batches, String data, Snapshot start) {
      return new Trainer(
          device, architecture, job.objective(), job.training(), batches, job.seed(), start);
    }

    /** The device is its opener's. */
    @Override
    public void close() {}
  }
}
