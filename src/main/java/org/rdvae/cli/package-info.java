/**
 * The command line. A command reads its words, refuses what does not fit together before anything
 * is read, and hands the work to a class of {@link org.rdvae.job}; what it prints to standard
 * output is its result, everything else goes to standard error.
 *
 * <pre>
 * Main - TrainCommand, EvaluateCommand, ... - job
 *         |- options that several share, as mixins: DeviceOptions, ConfigOptions, ...
 *         |- Interruption: SIGINT and SIGTERM become a question that the work asks
 * a Failure - its kind's exit code and one line, by Main; anything else is a bug, 70
 * </pre>
 */
package org.rdvae.cli;
