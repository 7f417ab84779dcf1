/**
 * Work on Apache Spark: one training on many machines, and jobs over corpora of images. Compiled by
 * the profile {@code spark} only, so that the usual build never needs Spark. What both have in
 * common, settings and the start of Spark, is in {@code SparkProgram}.
 *
 * <p>A training, found by {@code rdvae train --spark} through {@link java.util.ServiceLoader}, or
 * begun by spark-submit with {@link org.rdvae.spark.Train}. The driver holds the state between
 * rounds; executors hold the data and planned networks, on which no result depends.
 *
 * <pre>
 * driver                                            executors
 * SparkTraining ── connects, waits for them by ExecutorCount
 *   └ SparkCluster ── Handover: config, data's fingerprint ──> ExecutorTraining, once in a process
 *       └ SparkRounds, for each round
 *           state, broadcast ─┬─ averaging ────> AveragingTask ── chunks ──> MeanTask ─┐
 *                             └─ synchronous ──> SynchronousTask ── RingMeeting, Ring ─┤
 *           WatchedJob ◄──────────────────── RoundMessages: numbers, reports, refusals ┘
 *           FlatState: one vector of all that is averaged      ClusterLoss: what was lost, in words
 * </pre>
 *
 * <p>A corpus job, begun by spark-submit or Java with {@link org.rdvae.spark.Corpus}, of which
 * {@code CorpusEncode} and its like are the commands with {@code CorpusOptions} in common. What is
 * done with a file is a {@code CorpusWork}.
 *
 * <pre>
 * driver: CorpusRun                                 executors
 * CorpusInput ── CorpusPlanner ──> CorpusPlan, PlannedParts in files
 *   FolderListing, TableContent      │
 *   SeenPaths, PathSpool             └─ numbers of parts ──> PartTask: one part
 * JobRecord: is it the same job?         CorpusWork.open ──> OpenPart: PhotoPart, PictureBatch
 *                                        LoadedOnce: the model of the process
 *                                        OutputFiles, MirroredNames: what compress makes
 * CorpusTables ◄── PartFile: rows, and BadFiles in the footer, renamed into place ─┘
 *   └─> bad-files.csv, CorpusSummary
 * </pre>
 *
 * <p>All files go through {@code Storage}, which says what is assumed of a file system; {@code
 * CorpusFolder} says where they lie.
 */
package org.rdvae.spark;
