package org.rdvae.bench.libtorch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.rdvae.bench.peer.Parameter;
import org.rdvae.bench.peer.Peer;

/** A step is zero_grad, forward, backward and Adam. */
final class TorchPeer implements Peer<Batch> {
  private static final double LEARNING_RATE = 1e-3;

  private final Blas blas;
  private final String layout;
  private final Autoencoder model;
  private final Adam adam;
  private float loss;

  TorchPeer(Blas blas, String layout, Autoencoder model) {
    this.blas = blas;
    this.layout = layout;
    this.model = model;
    model.module().train(true);
    adam = new Adam(model.module().parameters(), new AdamOptions(LEARNING_RATE));
  }

  @Override
  public String runner() {
    return blas.runner();
  }

  @Override
  public String layout() {
    return layout;
  }

  @Override
  public Map<String, String> versions() {
    return blas.versions();
  }

  @Override
  public List<Parameter> parameters() {
    return model.parameters().entrySet().stream()
        .map(
            entry ->
                new Parameter(
                    entry.getKey(),
                    values -> Orders.set(entry.getValue(), values),
                    () -> Orders.values(entry.getValue().grad())))
        .toList();
  }

  @Override
  public Batch batch(float[] images, float[] noise) {
    return new Batch(
        model.images(images),
        noise.length == 0 ? Optional.empty() : Optional.of(model.noise(noise)));
  }

  @Override
  public void step(Batch batch) {
    // Closes the step's tensors at once; the garbage collector would let them pile up.
    try (PointerScope scope = new PointerScope()) {
      backward(batch);
      adam.step();
    }
  }

  @Override
  public void gradient(Batch batch) {
    try (PointerScope scope = new PointerScope()) {
      backward(batch);
    }
  }

  private void backward(Batch batch) {
    adam.zero_grad();
    Tensor result = model.loss(batch);
    result.backward();
    // Costs microseconds: on the CPU there is nothing to wait for.
    loss = result.item_float();
  }

  @Override
  public double loss() {
    return loss;
  }
}
