/**
 * What every package may use: the failure that explains itself, and the annotation that describes a
 * setting. Depends on nothing.
 */
package org.rdvae.base;
