/**
 * What is minimised: distortion + beta * rate, or minus another bound. An objective sees
 * distributions only; it decides how much each rate, or each sample's log densities, weigh in the
 * gradient.
 */
package org.rdvae.objective;
