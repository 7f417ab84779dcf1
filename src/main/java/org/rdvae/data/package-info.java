/**
 * Images, from file to training batch. {@link org.rdvae.data.DataLoader} reads the embedded set or
 * idx files into {@link org.rdvae.data.Splits}, three immutable {@link org.rdvae.data.ImageSet}s of
 * bytes whose fingerprint goes into every checkpoint. {@link org.rdvae.data.Binarizer} turns one
 * image into zeros and ones; {@link org.rdvae.data.TrainingBatches} and {@link
 * org.rdvae.data.OrderedBatches} fill the caller's batch array through it, the one shuffled anew
 * each epoch, the other in file order. A batch is a pure function of (seed, epoch, step), so
 * nothing here has to be saved to resume a run.
 */
package org.rdvae.data;
