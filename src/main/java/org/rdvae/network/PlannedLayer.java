package org.rdvae.network;

import java.util.List;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A layer as two lists of operations on fixed tensors, one row of each tensor for an example.
 *
 * <p>The contract that lets layers share buffers: a forward pass leaves the input as it is; a
 * backward pass may write over the layer's own output and over the gradient by it, and must not
 * touch the input.
 *
 * @param output of the forward pass
 * @param outputGradient where the layer after this one leaves the gradient of the loss by the
 *     output; {@code null} if nobody needs it: without a backward pass, or where neither this layer
 *     nor one before it has parameters
 */
public record PlannedLayer(
    Tensor output, Tensor outputGradient, List<Operation> forward, List<Operation> backward) {}
