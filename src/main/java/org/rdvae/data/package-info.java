/**
 * Examples, from file to training batch. {@link org.rdvae.data.DataLoader} reads the embedded
 * digits, idx files, folders of pictures or of texts or a table, or has shapes generated, into
 * {@link org.rdvae.data.Splits}, three immutable {@link org.rdvae.data.ExampleSet}s of bytes,
 * numbers or word counts whose fingerprint goes into every checkpoint. {@link
 * org.rdvae.data.Binarizer} turns one example into the floats that the model sees; {@link
 * org.rdvae.data.TrainingBatches} and {@link org.rdvae.data.OrderedBatches} fill the caller's batch
 * array through it, the one shuffled anew each epoch, the other in file order. A batch is a pure
 * function of (seed, epoch, step), so nothing here has to be saved to resume a run.
 *
 * <p>{@link org.rdvae.data.PictureFile} reads single pictures as they are, at their own size and
 * with their colour profile, and {@link org.rdvae.data.PictureWriter} writes them.
 */
package org.rdvae.data;
