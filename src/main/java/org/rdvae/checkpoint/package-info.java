/**
 * A whole training run in one file. {@link org.rdvae.checkpoint.Checkpoint} is what is kept; {@link
 * org.rdvae.checkpoint.Safetensors} is the container, which other results (encoded latents) use as
 * well: a JSON header, raw little-endian tensors, and a digest over all of it. {@link
 * org.rdvae.checkpoint.AtomicFile} makes a file appear complete or not at all. A reader verifies
 * everything before it allocates from it; nothing read is ever executed.
 */
package org.rdvae.checkpoint;
