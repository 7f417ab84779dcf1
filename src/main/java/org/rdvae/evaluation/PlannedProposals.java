package org.rdvae.evaluation;

import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/** From any posterior against any prior: by the session's own kernels, all rows at once. */
final class PlannedProposals implements Proposals {
  private final VaeSession session;
  private final Architecture architecture;
  private final int noises;
  private final int[] images;
  private final float[] noise;
  private final float[] z;
  private final double[] logRatios;
  private int selected;

  PlannedProposals(VaeSession session) {
    this.session = session;
    architecture = session.architecture();
    int latents = architecture.latents();
    noises = architecture.latents();
    images = new int[session.rows()];
    noise = new float[session.rows() * noises];
    z = new float[session.rows() * latents];
    logRatios = new double[session.rows()];
  }

  @Override
  public boolean hasGaussianRate() {
    return false;
  }

  @Override
  public void select(int image) {
    selected = image;
  }

  @Override
  public void add(int row, RandomStream stream) {
    images[row] = selected;
    architecture.drawNoise(stream, noise, row * noises);
  }

  @Override
  public void finish(int count) {
    session.propose(images, noise, count, z, logRatios);
  }

  @Override
  public void distortion(float[] targets, int count, double[] distortions) {
    session.distortionOfProposed(targets, count, distortions);
  }

  @Override
  public float[] z() {
    return z;
  }

  @Override
  public double[] logRatios() {
    return logRatios;
  }
}
