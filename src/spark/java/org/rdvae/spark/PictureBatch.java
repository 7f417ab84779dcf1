package org.rdvae.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rdvae.job.ImageInput;
import org.rdvae.job.SavedModel;
import org.rdvae.model.VaeSession;
import org.rdvae.tensor.Device;

/**
 * Pictures as a model of images takes them, as many as it computes at a time; and the session that
 * computes, which is closed with it.
 */
abstract class PictureBatch implements OpenPart {
  private final SavedModel model;
  private final VaeSession session;
  private final List<String> paths = new ArrayList<>();
  private final float[] rows;

  /** A model and what it computes on, shared by the tasks of an executor. */
  record Loaded(SavedModel model, Device device) {
    static Loaded of(CorpusWork work, Path checkpoint, int threads) {
      return LoadedOnce.get(
          work, Loaded.class, () -> new Loaded(SavedModel.load(checkpoint), Device.cpu(threads)));
    }
  }

  PictureBatch(Loaded loaded) {
    model = loaded.model();
    // As many rows as the other commands compute at a time, for equal numbers.
    session = model.vae().open(loaded.device(), model.rows());
    rows = new float[session.rows() * model.vae().architecture().pixels()];
  }

  @Override
  public final void add(String path, byte[] content) {
    float[] row = ImageInput.picture(content, path, model).rows(0, 1);
    System.arraycopy(row, 0, rows, paths.size() * row.length, row.length);
    paths.add(path);
  }

  @Override
  public final boolean isFull() {
    return paths.size() == session.rows();
  }

  @Override
  public final void finish() {
    if (!paths.isEmpty()) {
      compute(session, paths, rows);
      paths.clear();
    }
  }

  /** Makes the rows of these pictures. */
  abstract void compute(VaeSession open, List<String> names, float[] pictures);

  @Override
  public final void close() {
    session.close();
  }
}
