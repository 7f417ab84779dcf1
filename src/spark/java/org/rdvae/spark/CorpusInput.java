package org.rdvae.spark;

import java.util.List;

/** Where the files of a corpus are named; all paths are qualified. */
sealed interface CorpusInput {

  /** For the record of the job, which a resumed one must repeat. */
  String words();

  /** Folders, with all in their sub-folders, and single files. */
  record Folders(List<String> paths) implements CorpusInput {
    @Override
    public String words() {
      return String.join(" ", paths);
    }
  }

  /** A text file with a path in each line. */
  record ListFile(String path) implements CorpusInput {
    @Override
    public String words() {
      return "list " + path;
    }
  }

  /** A column of paths in a Parquet file, or in all of a folder. */
  record PathTable(String table, String column) implements CorpusInput {
    @Override
    public String words() {
      return "table " + table + ", path column " + column;
    }
  }

  /** A column with the files themselves, and one with their names. */
  record ContentTable(String table, String content, String name) implements CorpusInput {
    @Override
    public String words() {
      return "table " + table + ", content column " + content + ", name column " + name;
    }
  }
}
