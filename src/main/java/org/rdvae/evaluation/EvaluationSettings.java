package org.rdvae.evaluation;

import org.rdvae.base.Setting;

/** How a trained model is measured. */
public record EvaluationSettings(
    @Setting(
            value = "Samples from the posterior for each image's likelihood estimate.",
            initial = "200",
            min = 1)
        int importanceSamples,
    @Setting(
            value =
                "Measure only N images, spread over the split, where many samples of each take long; 0"
                    + " takes all.",
            initial = "0",
            min = 0)
        int images) {}
