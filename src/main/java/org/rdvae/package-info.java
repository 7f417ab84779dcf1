/**
 * The programming interface. {@link org.rdvae.TrainedModel} reads a checkpoint and pictures, {@link
 * org.rdvae.ModelSession} encodes, decodes, samples and scores; {@link org.rdvae.TrainedCodec}
 * compresses and restores photographs; {@link org.rdvae.ModelTraining} trains on examples that a
 * program hands over, such as {@link org.rdvae.IteratorExamples}.
 *
 * <p>Encoding, where {@code picture} is the path of a picture, a folder of pictures or an idx file:
 *
 * <pre>{@code
 * TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
 * try (ModelSession session = model.open()) {
 *   float[][] images = model.read(picture);
 *   Posteriors posteriors = session.encode(images);
 *   float[][] restored = session.decode(posteriors.mean());
 * }
 * }</pre>
 *
 * <p>Drawing 64 images:
 *
 * <pre>{@code
 * TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
 * try (ModelSession session = model.open()) {
 *   float[][] drawn = session.sample(64, 1);
 * }
 * }</pre>
 *
 * <p>Asking how usual an image is, with 200 importance samples:
 *
 * <pre>{@code
 * TrainedModel model = TrainedModel.load(Path.of("checkpoints/mnist-binary-vae.safetensors"));
 * try (ModelSession session = model.open()) {
 *   List<ImageScore> scores = session.score(model.read(picture), 200, 1);
 *   double nats = scores.get(0).nll();
 * }
 * }</pre>
 *
 * <p>Compressing a photograph and restoring it:
 *
 * <pre>{@code
 * TrainedCodec codec = TrainedCodec.load(checkpoint);
 * BufferedImage photo = ImageIO.read(picture);
 * byte[] file = codec.compress(photo, 4); // quality from 1 to 8
 * Files.write(compressed, file);
 * BufferedImage decoded = codec.decompress(Files.readAllBytes(compressed));
 * ImageIO.write(decoded, "png", restored);
 * }</pre>
 *
 * <p>What is wrong with a file or with the machine is a {@link org.rdvae.base.Failure} whose
 * message is for the user; what a program does wrong is an {@link IllegalArgumentException} or an
 * {@link IllegalStateException}. These, {@link org.rdvae.evaluation.ImageScore} and the classes
 * here are the interface of a program that uses rdvae.
 *
 * <p>Plug-ins, whose classes configs name, have an interface of their own: {@link
 * org.rdvae.distribution.LikelihoodPlugin} with {@link org.rdvae.distribution.PlannedFormula},
 * {@link org.rdvae.distribution.PriorPlugin} and {@link org.rdvae.data.ImagePlugin}; {@link
 * org.rdvae.base.PluginSettings}, {@link org.rdvae.random.RandomStream} and {@link
 * org.rdvae.tensor.Kernels}; and what the methods of these take and return.
 *
 * <p>Everything else is the program's own and may change between versions.
 */
package org.rdvae;
