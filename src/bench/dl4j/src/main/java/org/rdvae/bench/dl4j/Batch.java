package org.rdvae.bench.dl4j;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Images of one step, and its noise unless the step draws it. */
record Batch(INDArray images, Optional<INDArray> noise) {}
