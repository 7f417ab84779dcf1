package org.rdvae.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.checkpoint.StoredTensor;
import org.rdvae.model.VaeSession;

/**
 * Posteriors of images, as a safetensors file that Python reads in one line: {@code mean} and
 * {@code log_stddev}, each of shape [images, latents], and in the metadata the hash of the model
 * that they belong to. Of a class-conditional model also {@code class} of shape [images], since its
 * decoder needs it.
 *
 * @param classes empty for a model without classes
 */
public record Latents(
    String model, int count, int size, float[] mean, float[] logStddev, int[] classes) {
  private static final String CLASS = "class";
  private static final String KIND = "rdvae.kind";
  private static final String LATENTS = "latents";
  private static final String MODEL = "model";
  private static final String MEAN = "mean";
  private static final String LOG_STDDEV = "log_stddev";

  /**
   * Encodes all images of the inputs, in order.
   *
   * @param progress told the number of images done
   */
  public static Latents encode(
      SavedModel model, VaeSession session, List<ImageInput> inputs, IntConsumer progress) {
    int size = session.architecture().latents();
    int count = new NumberedImages(inputs).count();
    float[] mean = new float[Math.multiplyExact(count, size)];
    float[] logStddev = new float[mean.length];
    float[] someMean = new float[session.rows() * size];
    float[] someLogStddev = new float[someMean.length];
    int[] classes = new int[session.architecture().classes() == 0 ? 0 : count];
    int done = 0;
    for (ImageInput input : inputs) {
      for (int first = 0; first < input.images().count(); first += session.rows()) {
        int some = Math.min(session.rows(), input.images().count() - first);
        int[] own = input.classes(first, some);
        if (classes.length > 0) {
          System.arraycopy(own, 0, classes, done, some);
        }
        session.classes(own);
        session.encode(input.rows(first, some), some, someMean, someLogStddev);
        System.arraycopy(someMean, 0, mean, done * size, some * size);
        System.arraycopy(someLogStddev, 0, logStddev, done * size, some * size);
        done += some;
        progress.accept(done);
      }
    }
    return new Latents(model.checkpoint().modelHash(), count, size, mean, logStddev, classes);
  }

  public void write(Path path) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KIND, LATENTS);
    metadata.put(MODEL, model);
    long[] shape = {count, size};
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put(MEAN, new StoredTensor.Floats(shape, mean));
    tensors.put(LOG_STDDEV, new StoredTensor.Floats(shape, logStddev));
    if (classes.length > 0) {
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = classes[i];
      }
      tensors.put(CLASS, new StoredTensor.Floats(new long[] {count}, numbers));
    }
    new Safetensors(metadata, tensors).write(path);
  }

  /**
   * Reads the latents of a model.
   *
   * @throws Failure BAD_DATA if the file is damaged, holds something else, or belongs to another
   *     model
   */
  public static Latents read(Path path, SavedModel model) {
    Safetensors file = Safetensors.read(path);
    String kind = file.metadata().get(KIND);
    if (!LATENTS.equals(kind)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path + ": expected a file of latents as rdvae encode writes it, found " + kind);
    }
    String hash = model.checkpoint().modelHash();
    if (!hash.equals(file.metadata().get(MODEL))) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path
              + ": encoded by model "
              + file.metadata().get(MODEL)
              + ", but "
              + model.path()
              + " is model "
              + hash);
    }
    if (file.tensors().get(MEAN) instanceof StoredTensor.Floats mean
        && file.tensors().get(LOG_STDDEV) instanceof StoredTensor.Floats logStddev
        && mean.shape().length == 2
        && mean.shape()[1] == model.vae().architecture().latents()
        && logStddev.size() == mean.size()) {
      int count = (int) mean.shape()[0];
      return new Latents(
          hash,
          count,
          (int) mean.shape()[1],
          mean.values(),
          logStddev.values(),
          classes(path, file, model.vae().architecture().classes(), count));
    }
    throw new Failure(
        Failure.Kind.BAD_DATA,
        path
            + ": expected float32 tensors mean and log_stddev of shape [images, "
            + model.vae().architecture().latents()
            + "]");
  }

  private static int[] classes(Path path, Safetensors file, int classes, int count) {
    if (classes == 0) {
      return new int[0];
    }
    if (!(file.tensors().get(CLASS) instanceof StoredTensor.Floats stored)
        || stored.size() != count) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path
              + ": expected a float32 tensor class of shape ["
              + count
              + "], since the model has classes");
    }
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      float value = stored.values()[i];
      if (!(value >= 0 && value < classes && value == Math.rint(value))) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            path + ": expected classes of 0 to " + (classes - 1) + ", found " + value);
      }
      numbers[i] = (int) value;
    }
    return numbers;
  }
}
