package org.rdvae.job;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.rdvae.config.Job;
import org.rdvae.training.SharedSteps;
import org.rdvae.training.Snapshot;

/**
 * A way to have several machines train together. The usual build has none; that of the profile
 * {@code spark} has one on Apache Spark.
 */
public interface ClusterTraining {
  /** The one that this build has, if it has one. */
  static Optional<ClusterTraining> find() {
    return ServiceLoader.load(ClusterTraining.class).findFirst();
  }

  /**
   * Cores of each executor, which are also the threads that the driver validates with.
   *
   * @param asked for by the user
   */
  int threads(OptionalInt asked);

  /**
   * Connects to a cluster and waits until it has executors.
   *
   * @param master the cluster's address
   * @param name of the run, for the cluster's own pages
   * @param threads cores of each executor
   */
  Cluster connect(String master, String name, Job job, int threads);

  /** A cluster that was connected to. */
  interface Cluster extends AutoCloseable {
    /** What shares the training, for the user and for the record. */
    String words();

    /**
     * Hands the training over.
     *
     * @param data fingerprint of what every executor must find where the job says
     * @param start where training begins
     */
    SharedSteps.Rounds rounds(String data, Snapshot start);

    @Override
    void close();
  }

  /**
   * A cluster that the user named.
   *
   * @param master its address
   */
  record Request(ClusterTraining training, String master) {}
}
