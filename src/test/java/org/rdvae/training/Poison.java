package org.rdvae.training;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A model in one of whose steps a number becomes another, or the gradient some times as large.
 *
 * @param step from 0 on
 * @param value the number, or the factor
 */
record Poison(Place place, int step, float value, Random random) {
  /** Where. */
  enum Place {
    INPUT,
    ACTIVATION,
    GRADIENT,
    PARAMETER,
    SPIKE
  }

  /** In the step that is on its way; shared by the wrappers of one training. */
  static final class Clock {
    private int step = -1;
    private final List<Tensor> activations = new ArrayList<>();
  }

  /** Kernels that remember where activations are written to, and spoil one of them. */
  Kernels around(Kernels kernels, Clock clock) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(kernels, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (!method.getName().equals("tanh")) {
                return result;
              }
              Operation operation = (Operation) result;
              Tensor written = (Tensor) arguments[arguments.length - 1];
              clock.activations.add(written);
              int number = clock.activations.size();
              return (Operation)
                  () -> {
                    operation.run();
                    if (place == Place.ACTIVATION && clock.step == step && number == 1) {
                      spoil(written);
                    }
                  };
            });
  }

  private void spoil(Tensor tensor) {
    float[] one = {value};
    tensor.write(random.nextInt(Math.toIntExact(tensor.size())), one, 0, 1);
  }

  Trainable around(Trainable model, Clock clock) {
    return new Trainable() {
      @Override
      public ParameterLayout layout() {
        return model.layout();
      }

      @Override
      public ParameterTensors parameters() {
        return model.parameters();
      }

      @Override
      public int batchValues() {
        return model.batchValues();
      }

      @Override
      public List<Tensor> inputs() {
        return model.inputs();
      }

      @Override
      public void load(float[] batch) {
        clock.step++;
        float[] loaded = batch.clone();
        if (is(Place.INPUT)) {
          loaded[random.nextInt(loaded.length)] = value;
        }
        if (is(Place.PARAMETER)) {
          spoil(model.parameters().values());
        }
        model.load(loaded);
      }

      private boolean is(Place wanted) {
        return place == wanted && clock.step == step;
      }

      @Override
      public void draw(int epoch, int stepInEpoch) {
        model.draw(epoch, stepInEpoch);
      }

      @Override
      public void forward() {
        model.forward();
      }

      @Override
      public void gradient(long number) {
        model.gradient(number);
        Tensor gradients = model.parameters().gradients();
        if (is(Place.GRADIENT)) {
          spoil(gradients);
        } else if (is(Place.SPIKE)) {
          float[] all = new float[Math.toIntExact(gradients.size())];
          gradients.read(all);
          for (int i = 0; i < all.length; i++) {
            all[i] *= value;
          }
          gradients.write(all);
        }
      }

      @Override
      public Measured measure(float[] batch) {
        return model.measure(batch);
      }

      @Override
      public Map<String, Double> memory() {
        return model.memory();
      }

      @Override
      public void recall(Map<String, Double> memory) {
        model.recall(memory);
      }
    };
  }
}
