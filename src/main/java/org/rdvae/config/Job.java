package org.rdvae.config;

import org.rdvae.base.Setting;
import org.rdvae.data.DataSettings;
import org.rdvae.evaluation.EvaluationSettings;
import org.rdvae.model.ModelSettings;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.report.RunSettings;
import org.rdvae.training.ClusterSettings;
import org.rdvae.training.TrainingSettings;

/** Everything that determines a training run: the settings records of the packages, composed. */
public record Job(
    @Setting(value = "Start of every random stream of the run.", initial = "1", min = 0) long seed,
    @Setting("The images.") DataSettings data,
    @Setting("The architecture.") ModelSettings model,
    @Setting("What is minimised.") ObjectiveSettings objective,
    @Setting("How it is minimised.") TrainingSettings training,
    @Setting("How several machines share it, with --spark.") ClusterSettings cluster,
    @Setting("How the result is measured.") EvaluationSettings evaluation,
    @Setting("What is written on the way.") RunSettings run)
    implements TrainingJob {}
