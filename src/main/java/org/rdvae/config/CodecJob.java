package org.rdvae.config;

import org.rdvae.base.Setting;
import org.rdvae.codec.CodecSettings;
import org.rdvae.data.PhotoSettings;
import org.rdvae.report.RunSettings;
import org.rdvae.training.TrainingSettings;

/** Everything that determines the training of a lossy codec. */
public record CodecJob(
    @Setting(value = "Start of every random stream of the run.", initial = "1", min = 0) long seed,
    @Setting("The photographs.") PhotoSettings data,
    @Setting("The codec.") CodecSettings codec,
    @Setting("How its loss is minimised.") TrainingSettings training,
    @Setting("What is written on the way.") RunSettings run)
    implements TrainingJob {}
