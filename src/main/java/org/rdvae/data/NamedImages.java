package org.rdvae.data;

import java.util.List;

/**
 * Images named on a command line.
 *
 * @param names of the images, in their order: paths below the folder; empty for those of an idx
 *     file
 * @param notes what the user should know about the reading, a sentence each
 */
public record NamedImages(ImageSet images, List<String> names, List<String> notes) {}
