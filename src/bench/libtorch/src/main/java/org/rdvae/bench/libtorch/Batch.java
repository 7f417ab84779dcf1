package org.rdvae.bench.libtorch;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** Images of one step, and its noise unless the step draws it. */
record Batch(Tensor images, Optional<Tensor> noise) {}
