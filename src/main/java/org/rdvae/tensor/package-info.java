/**
 * The only place that knows ND4J. A {@link org.rdvae.tensor.Device} gives {@link
 * org.rdvae.tensor.Kernels}, which own {@link org.rdvae.tensor.Tensor}s and plan {@link
 * org.rdvae.tensor.Operation}s on them. Whoever opens kernels closes them, and all their tensors
 * with them.
 */
package org.rdvae.tensor;
