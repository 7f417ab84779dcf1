/**
 * Random numbers as a pure function of their address. {@link org.rdvae.random.RandomStream} turns
 * (seed, purpose, epoch, index) into a stream, so that a run stores no generator state, any image
 * or step can be drawn alone, and a resumed run draws what the uninterrupted one would have drawn.
 * Below it lie the counter-based generator Philox4x32-10 and the inverse of the normal cumulative
 * distribution, which spends exactly one word on each Gaussian number.
 */
package org.rdvae.random;
