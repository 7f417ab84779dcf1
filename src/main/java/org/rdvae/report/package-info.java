/**
 * What a run leaves behind for people and programs: the run folder with its metrics, events for
 * TensorBoard and pictures, the progress line, the page that shows a run or several of them, and
 * the image grids that several commands write.
 */
package org.rdvae.report;
