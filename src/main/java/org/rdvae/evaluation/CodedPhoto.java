package org.rdvae.evaluation;

import org.rdvae.codec.Photo;

/**
 * What a coder made of a picture.
 *
 * @param bytes of the whole file
 * @param decoded what came back out of the file
 * @param encodeSeconds wall time
 * @param decodeSeconds wall time
 */
public record CodedPhoto(long bytes, Photo decoded, double encodeSeconds, double decodeSeconds) {}
