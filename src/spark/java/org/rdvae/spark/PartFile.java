package org.rdvae.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.rdvae.base.Failure;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of one part of a corpus as a Parquet file: a row for each file that could be used.
 * Those that could not stand in the footer. So one rename says of all files of the part at once
 * that they are done, which two files could not.
 */
final class PartFile {
  private static final String BAD = "rdvae.bad";
  private static final TypeReference<List<BadFile>> BAD_FILES = new TypeReference<>() {};

  private PartFile() {}

  /** What a footer says. */
  record Counts(long rows, List<BadFile> bad) {}

  /** The file's name; other programs read it, so it has no leading dot or underscore. */
  static String name(int part) {
    return String.format(Locale.ROOT, "part-%06d.parquet", part);
  }

  static byte[] content(MessageType schema, List<Group> rows, List<BadFile> bad) {
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withType(schema)
            .withConf(new Configuration(false))
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withExtraMetaData(Map.of(BAD, JsonMapper.shared().writeValueAsString(bad)))
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.content();
  }

  /**
   * Reads a footer.
   *
   * @throws Failure BAD_DATA if the file is damaged or none of ours
   */
  static Counts counts(Storage storage, Path path) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, storage.configuration()))) {
      ParquetMetadata footer = reader.getFooter();
      String bad = footer.getFileMetaData().getKeyValueMetaData().get(BAD);
      if (bad == null) {
        throw damaged(path, "it is no part of a corpus job", null);
      }
      long rows = footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
      return new Counts(rows, new ArrayList<>(JsonMapper.shared().readValue(bad, BAD_FILES)));
    } catch (IOException | RuntimeException e) {
      if (e instanceof Failure failure) {
        throw failure;
      }
      String why = e instanceof JacksonException ? "its footer is damaged" : e.getMessage();
      throw damaged(path, why, e);
    }
  }

  private static Failure damaged(Path path, String why, Exception cause) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        path
            + " cannot be read: "
            + why
            + ". Remove it and go on with --resume: its files are then done again.",
        cause);
  }
}
