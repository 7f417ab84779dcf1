package org.rdvae.evaluation;

import java.util.function.Supplier;
import org.rdvae.codec.Photo;

/**
 * A picture to measure coders on.
 *
 * @param reader reads it whenever it is needed, as many photographs would not fit into memory
 */
public record NamedPhoto(String name, Supplier<Photo> reader) {}
