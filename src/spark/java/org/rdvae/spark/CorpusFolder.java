package org.rdvae.spark;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a corpus job.
 *
 * <pre>
 * job.json                       what the job is, so that a resumed one can be compared
 * plan/part-000000.json, ...     which files are done together
 * plan/plan.json                 written when all parts are there
 * latents | scores | manifest/part-000000.parquet, ...   one for each part that is done
 * files/                         what compress and decompress make, in the folders of the inputs
 * bad-files.csv, summary.json    written at the end
 * </pre>
 *
 * @param path qualified
 */
record CorpusFolder(String path) implements Serializable {
  private static final long serialVersionUID = 1L;

  Path root() {
    return new Path(path);
  }

  Path record() {
    return new Path(path, "job.json");
  }

  Path plan() {
    return new Path(path, "plan");
  }

  Path files() {
    return new Path(path, "files");
  }

  Path tables(CorpusWork work) {
    return new Path(path, work.tables());
  }

  Path table(CorpusWork work, int part) {
    return new Path(tables(work), PartFile.name(part));
  }

  Path badFiles() {
    return new Path(path, "bad-files.csv");
  }

  Path summary() {
    return new Path(path, "summary.json");
  }
}
