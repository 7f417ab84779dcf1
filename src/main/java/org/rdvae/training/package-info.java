/**
 * Finding parameters. Nothing here knows a file.
 *
 * <pre>
 * Trainer                epochs, validation, which model is best, when to stop
 *   TrainingSteps        takes steps, and owns the state that they change
 *     LocalSteps         in this process: feed of batches, answers to what is not finite
 *       Learner          one step: gradient of a Trainable, its norm, the update
 *         Parameters     values and optimiser: TrainedParameters in Java, DeviceParameters on a card
 *     SharedSteps        by executors, in rounds: hands a state out, takes the mean back
 *       Rounds           how they are reached, which a cluster's own code implements
 *         ShardTraining  an executor's part of a round, by a Learner of its own
 * </pre>
 *
 * <p>What is trained is a {@link org.rdvae.training.Trainable}: an autoencoder ({@link
 * org.rdvae.training.VaeTraining}) or a codec of photographs ({@link
 * org.rdvae.training.CodecTraining}). Its settings are {@link org.rdvae.training.TrainingSettings};
 * a whole state is a {@link org.rdvae.training.Snapshot} of {@link org.rdvae.training.Position},
 * parameters and {@link org.rdvae.training.TrainingState}, from which the next step is the same to
 * the bit, wherever it is taken with as many threads. What happens is told to a {@link
 * org.rdvae.training.TrainingListener}, which makes files and progress of it.
 */
package org.rdvae.training;
