package org.rdvae.report;

import org.rdvae.base.Setting;

/** What a run writes while it trains. */
public record RunSettings(
    @Setting(
            value =
                "Minutes between checkpoints; one is also written at the end and when the run is interrupted.",
            initial = "2.0",
            min = 0,
            above = true)
        double checkpointMinutes,
    @Setting(
            value =
                "Epochs between pictures of samples and reconstructions, which are drawn at the next validation; 0 draws only the last.",
            initial = "5",
            min = 0)
        int pictureEvery) {}
