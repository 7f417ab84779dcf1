/**
 * The programming interface for trained models: {@link org.rdvae.TrainedModel} reads a checkpoint,
 * {@link org.rdvae.ModelSession} encodes, decodes, samples and scores with it. The packages below
 * are the program's own and may change between versions.
 */
package org.rdvae;
