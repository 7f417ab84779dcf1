package org.rdvae.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;

/**
 * The transforms of a codec on pieces of pictures of any size. Buffers for a size are kept for the
 * next piece of that size. Belongs to one thread at a time; owns its buffers until closed.
 */
final class CodecSession implements AutoCloseable {
  /** Sizes that buffers are kept for: a picture has four kinds of tiles at most. */
  private static final int MOST_PLANS = 12;

  private enum Part {
    ANALYSIS,
    HYPER_ANALYSIS,
    SYNTHESIS
  }

  private record Key(Part part, int height, int width) {}

  /** A network for pieces of one size. */
  private record Plan(Tensor input, PlannedNetwork network) {}

  private final Device device;
  private final CodecArchitecture architecture;
  private final float[] parameters;
  private final Map<Key, Plan> plans = new LinkedHashMap<>();
  private Kernels kernels;
  private ParameterTensors tensors;

  CodecSession(Device device, CodecArchitecture architecture, float[] parameters) {
    this.device = device;
    this.architecture = architecture;
    this.parameters = parameters;
    open();
  }

  private void open() {
    kernels = device.kernels(Precision.FLOAT32);
    try {
      tensors = new ParameterTensors(kernels, architecture.layout(), false);
      tensors.values().write(parameters);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  /** Latents of a piece; pictures and latents are rows, channels fastest. */
  float[] analyse(float[] picture, int height, int width) {
    return run(Part.ANALYSIS, picture, height, width);
  }

  /** Hyper-latents of a map of latents. */
  float[] hyperAnalyse(float[] latents, int height, int width) {
    return run(Part.HYPER_ANALYSIS, latents, height, width);
  }

  /** The piece of a map of latents. */
  float[] synthesise(float[] latents, int height, int width) {
    return run(Part.SYNTHESIS, latents, height, width);
  }

  private float[] run(Part part, float[] values, int height, int width) {
    Plan plan = plan(new Key(part, height, width));
    plan.input.write(values);
    plan.network.forward();
    float[] output = new float[Math.toIntExact(plan.network.output().size())];
    plan.network.output().read(output);
    return output;
  }

  private Plan plan(Key key) {
    Plan known = plans.get(key);
    if (known != null) {
      return known;
    }
    if (plans.size() == MOST_PLANS) {
      plans.clear();
      kernels.close();
      open();
    }
    NetworkSpec trained = spec(key.part);
    FeatureShape shape = new FeatureShape(key.height, key.width, trained.input().channels());
    NetworkSpec spec = new NetworkSpec(trained.name(), shape, trained.layers());
    Tensor input = kernels.tensor(1, shape.size());
    PlannedNetwork network = new PlannedNetwork(kernels, spec, tensors, input, null, null);
    Plan plan = new Plan(input, network);
    plans.put(key, plan);
    return plan;
  }

  private NetworkSpec spec(Part part) {
    return switch (part) {
      case ANALYSIS -> architecture.analysis();
      case HYPER_ANALYSIS -> architecture.hyperAnalysis();
      case SYNTHESIS -> architecture.synthesis();
    };
  }

  @Override
  public void close() {
    kernels.close();
  }
}
