package org.rdvae.bench.peer;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A parameter of a peer, to be read and written in rdvae's order: weights of a dense layer [inputs,
 * outputs], of a convolution [kernel, kernel, inputs, outputs], of a transposed convolution
 * [kernel, kernel, outputs, inputs].
 */
public record Parameter(String name, Consumer<float[]> value, Supplier<float[]> gradient) {}
