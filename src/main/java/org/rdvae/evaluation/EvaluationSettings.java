package org.rdvae.evaluation;

import org.rdvae.base.Setting;

/** How a trained model is measured. */
public record EvaluationSettings(
    @Setting(
            value = "Samples from the posterior for each image's likelihood estimate.",
            initial = "200",
            min = 1)
        int importanceSamples) {}
