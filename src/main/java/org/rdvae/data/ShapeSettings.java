package org.rdvae.data;

import org.rdvae.base.Setting;

/** Generated images; {@link ShapeImages} says what is in them. */
public record ShapeSettings(
    @Setting(
            value = "How many images, of all three splits together.",
            initial = "20000",
            min = 1,
            max = 100_000_000)
        int count,
    @Setting(value = "Height and width of an image in pixels.", initial = "32", min = 8, max = 1024)
        int size,
    @Setting(
            value =
                "Start of the random numbers that choose what is shown; not the job's seed, so"
                    + " that runs with several seeds share their images.",
            initial = "1",
            min = 0)
        long seed) {}
