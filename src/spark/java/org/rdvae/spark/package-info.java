/**
 * Work on Apache Spark: one training on many machines, and jobs over folders of images. Compiled by
 * the profile {@code spark} only, so that the usual build never needs Spark; found by the rest
 * through {@link java.util.ServiceLoader}.
 */
package org.rdvae.spark;
