package org.rdvae.spark;

import java.io.Serializable;

/**
 * What executors must know of a training, once.
 *
 * @param run no other training has it
 * @param config of the job, as a checkpoint holds it
 * @param data fingerprint of what the driver read
 * @param threads of each
 * @param parts of a batch
 * @param plugins whether classes may run that the config names
 */
record Handover(String run, String config, String data, int threads, int parts, boolean plugins)
    implements Serializable {}
