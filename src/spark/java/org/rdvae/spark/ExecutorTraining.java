package org.rdvae.spark;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rdvae.base.Failure;
import org.rdvae.base.Plugins;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.data.DataLoader;
import org.rdvae.data.Splits;
import org.rdvae.data.TrainingBatches;
import org.rdvae.job.ImageSizes;
import org.rdvae.model.Architecture;
import org.rdvae.tensor.Device;
import org.rdvae.training.Round;
import org.rdvae.training.ShardResult;
import org.rdvae.training.ShardTraining;
import org.rdvae.training.Snapshot;

/**
 * What an executor's process keeps of a training between rounds: the data, read once, and planned
 * models, one for each task that runs at a time. Nothing of it is needed for the result, so that a
 * new process can take over.
 */
final class ExecutorTraining {
  /** Of the only run that this process takes part in, or took part in last. */
  private static ExecutorTraining current;

  private final Handover handover;
  private final Job job;
  private final Splits data;
  private final Architecture architecture;
  private final Device device;
  private final Queue<ShardTraining> idle = new ConcurrentLinkedQueue<>();

  private ExecutorTraining(Handover handover) {
    this.handover = handover;
    Plugins.allow(handover.plugins());
    job = ConfigReader.parseResolved(handover.config(), "the driver's config");
    data = DataLoader.load(job.data());
    if (!data.fingerprint().equals(handover.data())) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "it reads other data than the driver: expected "
              + handover.data()
              + ", found "
              + data.fingerprint()
              + job.data().path().map(path -> " in " + path).orElse("")
              + "; every machine must find the same files there.");
    }
    architecture =
        ImageSizes.architecture(
            job.model(), ImageSizes.of(data.train()), Failure.Kind.BAD_CONFIG, "");
    device = Device.cpu(handover.threads());
  }

  /**
   * That of a run, made if there is none yet.
   *
   * @throws Failure that names this machine
   */
  static synchronized ExecutorTraining of(Handover handover) {
    if (current == null || !current.handover.run().equals(handover.run())) {
      forget();
      try {
        current = new ExecutorTraining(handover);
      } catch (Failure e) {
        throw new Failure(e.kind(), "The executor on " + host() + ": " + e.getMessage(), e);
      }
    }
    return current;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }

  /** Does a part of a round. */
  ShardResult run(Snapshot from, Round round, int executor, ShardTraining.Exchange exchange) {
    ShardTraining training = idle.poll();
    if (training == null) {
      training = plan(from);
    }
    boolean done = false;
    try {
      ShardResult result = training.run(from, round, executor, exchange);
      done = true;
      return result;
    } finally {
      if (done) {
        idle.add(training);
      } else {
        training.close();
      }
    }
  }

  private ShardTraining plan(Snapshot from) {
    TrainingBatches batches =
        TrainingBatches.of(data, job.data().augmentation(), job.seed(), job.training().batch());
    return new ShardTraining(
        device,
        architecture,
        job.objective(),
        job.training(),
        batches,
        job.seed(),
        handover.parts(),
        from);
  }

  /** Frees what this process keeps, where it goes on without it. */
  static synchronized void forget() {
    if (current != null) {
      current.idle.forEach(ShardTraining::close);
      current = null;
    }
  }
}
