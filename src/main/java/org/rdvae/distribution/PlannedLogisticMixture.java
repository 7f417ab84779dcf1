package org.rdvae.distribution;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Operation;

/**
 * Mixture of discretised logistics: the operations of a training step are {@link
 * LogisticMixtureGradient}'s, and what is measured goes by {@link LogisticMixture}.
 */
final class PlannedLogisticMixture implements PlannedLikelihood {
  private final LogisticMixture mixture;
  private final int channels;
  private final int values;
  private final Operation[] gradient;
  private final Operation[] distortions;
  private final List<HostRow> rows;
  private final double[] pixelHeads;
  private final double[] pixel;

  PlannedLogisticMixture(LikelihoodPlace place, int components, LogScaleHead scale) {
    channels = place.channels();
    values = place.values();
    mixture = new LogisticMixture(components, channels, scale);
    LikelihoodPlace.Training training = place.training();
    LogisticMixtureGradient planned =
        training == null ? null : new LogisticMixtureGradient(place, components, scale);
    gradient = training == null ? null : planned.gradient().toArray(Operation[]::new);
    distortions =
        training == null || training.rowDistortions() == null
            ? null
            : planned.distortions().toArray(Operation[]::new);
    rows = place.heads().stream().map(HostRow::new).toList();
    pixelHeads = new double[mixture.size()];
    pixel = new double[channels];
  }

  @Override
  public void gradient() {
    Operation.runAll(gradient);
  }

  @Override
  public void distortions() {
    Operation.runAll(distortions);
  }

  @Override
  public void distortion(float[] images, int count, double[] distortions) {
    for (int row = 0; row < count; row++) {
      List<double[]> read = read(row);
      double sum = 0;
      for (int first = 0; first < values; first += channels) {
        for (int c = 0; c < channels; c++) {
          pixel[c] = images[row * values + first + c];
        }
        sum += mixture.distortion(pixel, headsOf(read, first / channels));
      }
      distortions[row] = sum;
    }
  }

  @Override
  public void expectation(int count, float[] target, int at) {
    for (int row = 0; row < count; row++) {
      List<double[]> read = read(row);
      for (int first = 0; first < values; first += channels) {
        mixture.expectation(headsOf(read, first / channels), pixel);
        write(target, at + row * values + first);
      }
    }
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    for (int row = 0; row < count; row++) {
      List<double[]> read = read(row);
      for (int first = 0; first < values; first += channels) {
        mixture.draw(headsOf(read, first / channels), stream, pixel);
        write(target, at + row * values + first);
      }
    }
  }

  private void write(float[] target, int at) {
    for (int c = 0; c < channels; c++) {
      target[at + c] = (float) pixel[c];
    }
  }

  private double[] headsOf(List<double[]> read, int place) {
    int places = values / channels;
    int to = 0;
    for (double[] row : read) {
      int size = row.length / places;
      System.arraycopy(row, place * size, pixelHeads, to, size);
      to += size;
    }
    return pixelHeads;
  }

  private List<double[]> read(int row) {
    return rows.stream().map(head -> head.read(row)).toList();
  }
}
