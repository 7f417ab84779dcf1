/**
 * What a run leaves behind for people and programs: the run folder with its metrics and pictures,
 * the progress line, and the image grids that several commands write.
 */
package org.rdvae.report;
