package org.rdvae.data;

import org.rdvae.base.Setting;

/** Which words make the vocabulary; {@link Vocabulary} says how they are found. */
public record TextSettings(
    @Setting(
            value = "How many words at most: the most frequent ones that the other two allow.",
            initial = "2000",
            min = 2,
            max = 100_000)
        int vocabulary,
    @Setting(
            value = "A word that fewer training documents have is left out.",
            initial = "5",
            min = 1)
        int minDocuments,
    @Setting(
            value =
                "A word that a larger share of the training documents has is left out, as the"
                    + " words are that every text is made of.",
            initial = "0.5",
            min = 0,
            above = true,
            max = 1)
        double maxDocumentShare) {}
