package org.rdvae.data;

import org.rdvae.base.Setting;

/** Shares of the examples; {@link HashSplit} says which example goes where. */
public record SplitSettings(
    @Setting(
            value = "Share of the examples set aside for validation.",
            initial = "0.1",
            min = 0,
            above = true,
            max = 0.9)
        double validation,
    @Setting(
            value = "Share of the examples set aside for the final test.",
            initial = "0.1",
            min = 0,
            above = true,
            max = 0.9)
        double test) {}
