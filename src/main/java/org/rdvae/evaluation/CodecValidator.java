package org.rdvae.evaluation;

import java.util.List;
import org.rdvae.codec.CodecMeter;
import org.rdvae.codec.QualityPoint;
import org.rdvae.training.Measurement;
import org.rdvae.training.Validator;

/**
 * Validates a codec on the same patches every time. The score is the mean over the qualities 1 to 8
 * of the loss at their lambdas, each with its weight in training.
 */
public final class CodecValidator implements Validator {
  private final CodecMeter meter;
  private final float[] patches;
  private final int count;
  private List<QualityPoint> latest = List.of();

  /**
   * @param patches rows of height x width x 3 values from 0 to 1
   */
  public CodecValidator(CodecMeter meter, float[] patches, int count) {
    this.meter = meter;
    this.patches = patches;
    this.count = count;
  }

  /** The score as rate and distortion, in weighted bits per pixel. */
  @Override
  public Measurement validate(float[] parameters) {
    meter.use(parameters);
    latest = meter.measure(patches, count);
    double rate = 0;
    double loss = 0;
    for (QualityPoint point : latest) {
      rate += point.weight() * point.bitsPerPixel() / latest.size();
      loss += point.loss() / latest.size();
    }
    return new Measurement(rate, loss - rate);
  }

  /** What the last validation measured at each quality. */
  public List<QualityPoint> latest() {
    return latest;
  }
}
