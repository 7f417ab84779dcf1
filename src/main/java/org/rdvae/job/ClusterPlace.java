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
import org.rdvae.tensor.DeviceRequest;
import org.rdvae.training.MemoryEstimate;
import org.rdvae.training.SharedSteps;
import org.rdvae.training.Snapshot;
import org.rdvae.training.Trainer;

/** The CPUs of a cluster take the steps; this process keeps the run and validates on its own. */
record ClusterPlace(ClusterTraining.Request request, DeviceChoice device) implements TrainingPlace {

  ClusterPlace(ClusterTraining.Request request) {
    this(request, DeviceChoice.of(DeviceRequest.CPU));
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void require(Job job) {
    SharedSteps.requireShareable(job.training(), job.cluster(), job.cluster().executors());
  }

  /** An executor has as many cores. */
  @Override
  public int threads(OptionalInt asked, Optional<Checkpoint> last) {
    return request.training().threads(asked);
  }

  @Override
  public MemoryEstimate memory(Device device, Architecture architecture, Job job) {
    return MemoryEstimate.ofClusterDriver(
        device, architecture, job.training(), SavedModel.rows(architecture));
  }

  @Override
  public Opened open(Path run, Job job, Device device) {
    System.err.println("connecting to " + request.master());
    return new OpenedCluster(
        job,
        request
            .training()
            .connect(request.master(), run.getFileName().toString(), job, device.threads()));
  }

  private record OpenedCluster(Job job, ClusterTraining.Cluster cluster) implements Opened {
    @Override
    public String words() {
      return cluster.words();
    }

    @Override
    public Provenance provenance(Provenance ofRun) {
      return RunProvenance.withCluster(ofRun, cluster.words());
    }

    @Override
    public Trainer trainer(
        Architecture architecture, TrainingBatches batches, String data, Snapshot start) {
      int stepsPerEpoch = batches.stepsPerEpoch();
      return new Trainer(
          new SharedSteps(
              cluster.rounds(data, start), job.training(), job.cluster(), stepsPerEpoch, start),
          job.objective(),
          job.training(),
          stepsPerEpoch,
          start.position());
    }

    @Override
    public void close() {
      cluster.close();
    }
  }
}
