package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.distribution.PlannedLatents;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.ParameterTensors;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * The levels of a {@link Hierarchy} in a training step, whatever way their rates are counted: from
 * the top down each draws its variables given those above, and the gradients come back up.
 *
 * @param <L> the kind of the levels
 */
final class LevelChain<L extends PlannedLatents> {
  /** Makes a level below the top. */
  interface Planner<L> {
    /** On these heads, which are rows of samples already. */
    L plan(LevelFamily family, SampleRows heads);
  }

  private final List<L> levels = new ArrayList<>();
  private final LowerLevel[] lower;
  private final Tensor noise;
  private final Noise draws;
  private final Operation spreadNoise;

  /**
   * @param encoder of the images, whose first {@code batch} rows are the batch
   * @param samples of each image
   */
  LevelChain(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      PlannedEncoder encoder,
      int batch,
      int samples,
      DropoutMasks masks,
      L top,
      Planner<L> planner) {
    List<LevelLink> links = architecture.hierarchy().links();
    lower = new LowerLevel[links.size()];
    levels.add(top);
    Tensor state = top.z();
    Tensor stateGradient = top.zGradient();
    for (int i = links.size() - 1; i >= 0; i--) {
      LevelLink link = links.get(i);
      SampleRows features =
          new SampleRows(
              kernels,
              List.of(encoder.features(i, batch)),
              List.of(encoder.featureGradients(i, batch)),
              samples);
      PlannedDescent descent =
          new PlannedDescent(kernels, link, parameters, state, stateGradient, masks);
      PlannedJoin join =
          new PlannedJoin(
              kernels,
              link,
              parameters,
              features.heads().get(0),
              features.gradients().get(0),
              descent,
              masks);
      SampleRows heads = new SampleRows(kernels, join.heads(), join.headGradients(), 1);
      L level = planner.plan(LevelFamily.below(link.z().size()), heads);
      levels.add(0, level);
      lower[i] = new LowerLevel(kernels, features, descent, join, level);
      state = descent.state();
      stateGradient = descent.stateGradient();
    }
    noise = kernels.tensor(state.rows(), architecture.latents());
    draws = new Noise(architecture.families(), noise);
    spreadNoise = kernels.splitColumns(noise, levels.stream().map(PlannedLatents::noise).toList());
  }

  /** From the image upwards. */
  List<L> levels() {
    return levels;
  }

  Tensor noise() {
    return noise;
  }

  void drawNoise(RandomStream stream) {
    draws.draw(stream);
  }

  void sample() {
    spreadNoise.run();
    levels.get(levels.size() - 1).sample();
    for (int i = lower.length - 1; i >= 0; i--) {
      lower[i].sample();
    }
  }

  void backward() {
    for (LowerLevel level : lower) {
      level.backward();
    }
    levels.get(levels.size() - 1).backward();
  }

  /** The state that the decoder reads. */
  Tensor state() {
    return lower[0].state();
  }

  Tensor stateGradient() {
    return lower[0].stateGradient();
  }
}
