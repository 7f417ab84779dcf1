package org.rdvae.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.rdvae.base.Failure;

/**
 * Reads columns of Parquet tables, row group by row group, with the checksums of the pages where
 * they have some. A row group is as much as a damage spoils: what comes behind it there cannot be
 * found any more.
 */
final class TableContent {
  private final Storage storage;

  TableContent(Storage storage) {
    this.storage = storage;
  }

  /** The Parquet files of a table, in order; hidden ones, and logs of table formats, are none. */
  List<Path> files(Path table) {
    if (!storage.isFolder(table)) {
      return List.of(table);
    }
    List<Path> files = new ArrayList<>();
    addFiles(table, files);
    if (files.isEmpty()) {
      throw new Failure(
          Failure.Kind.BAD_DATA, table + ": expected Parquet files (.parquet), found none.");
    }
    return files;
  }

  private void addFiles(Path folder, List<Path> files) {
    for (FileStatus status : storage.list(folder)) {
      String name = status.getPath().getName();
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      if (status.isDirectory()) {
        addFiles(status.getPath(), files);
      } else if (name.endsWith(".parquet")) {
        files.add(status.getPath());
      }
    }
  }

  /** The row groups of a file as parts. */
  List<PlannedPart.RowGroup> rowGroups(Path file, String content, String name) {
    try (ParquetFileReader reader = open(file)) {
      projection(file, reader, content, name);
      List<PlannedPart.RowGroup> groups = new ArrayList<>();
      long first = 0;
      for (BlockMetaData block : reader.getRowGroups()) {
        groups.add(
            new PlannedPart.RowGroup(
                file.toString(),
                groups.size(),
                first,
                Math.toIntExact(block.getRowCount()),
                content,
                name));
        first += block.getRowCount();
      }
      return groups;
    } catch (IOException | RuntimeException e) {
      throw e instanceof Failure failure ? failure : damaged(file, e);
    }
  }

  /** Tells all texts of a column; null where there is none. */
  void texts(Path file, String column, Consumer<String> texts) {
    try (ParquetFileReader reader = open(file)) {
      MessageType schema = projection(file, reader, column);
      for (int group = 0; group < reader.getRowGroups().size(); group++) {
        long rows = reader.getRowGroups().get(group).getRowCount();
        RecordReader<Group> records = records(reader, schema, group);
        for (long row = 0; row < rows; row++) {
          texts.accept(text(records.read()));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw e instanceof Failure failure ? failure : damaged(file, e);
    }
  }

  private static String text(Group row) {
    return row.getFieldRepetitionCount(0) == 0 ? null : row.getBinary(0, 0).toStringUsingUTF8();
  }

  /**
   * Tells of every row of a part; rows without a name are called by their number. Where the table
   * is damaged, the rows from there to the end of the part have no content.
   */
  void visit(PlannedPart.RowGroup part, PlannedPart.Visitor visitor) {
    int told = 0;
    int attempts = 1;
    OpenRows rows = null;
    try {
      while (told < part.count()) {
        Group row;
        try {
          if (rows == null) {
            rows = new OpenRows(part, told);
          }
          row = rows.records.read();
        } catch (IOException | RuntimeException e) {
          close(rows);
          rows = null;
          // It may have been the network; another look costs reading the row group again.
          if (attempts++ == Storage.ATTEMPTS) {
            tellDamaged(part, told, damaged(new Path(part.file()), e), visitor);
            return;
          }
          Storage.pause();
          continue;
        }
        tell(part, told, row, visitor);
        told++;
      }
    } finally {
      close(rows);
    }
  }

  private static void tell(
      PlannedPart.RowGroup part, int row, Group values, PlannedPart.Visitor visitor) {
    String name = text(values);
    visitor.file(
        name == null ? number(part, row) : name,
        () -> {
          if (name == null) {
            throw bad(
                number(part, row), "expected a name in column " + part.name() + ", found none");
          }
          if (values.getFieldRepetitionCount(1) == 0) {
            throw bad(name, "expected a file in column " + part.content() + ", found none");
          }
          return values.getBinary(1, 0).getBytes();
        });
  }

  private static void tellDamaged(
      PlannedPart.RowGroup part, int from, Failure damage, PlannedPart.Visitor visitor) {
    for (int row = from; row < part.count(); row++) {
      visitor.file(
          number(part, row),
          () -> {
            throw damage;
          });
    }
  }

  /** Rows are counted from 0. */
  private static String number(PlannedPart.RowGroup part, int row) {
    return part.file() + "#" + (part.first() + row);
  }

  private static void close(OpenRows rows) {
    if (rows != null) {
      try {
        rows.reader.close();
      } catch (IOException e) {
        // All that was wanted of it was read.
        return;
      }
    }
  }

  /** A row group that is being read. */
  private final class OpenRows {
    private final ParquetFileReader reader;
    private final RecordReader<Group> records;

    OpenRows(PlannedPart.RowGroup part, int skipped) throws IOException {
      Path file = new Path(part.file());
      reader = open(file);
      try {
        MessageType schema = projection(file, reader, part.name(), part.content());
        records = records(reader, schema, part.group());
        for (int row = 0; row < skipped; row++) {
          records.read();
        }
      } catch (IOException | RuntimeException e) {
        reader.close();
        throw e;
      }
    }
  }

  private ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        HadoopInputFile.fromPath(file, storage.configuration()),
        HadoopReadOptions.builder(storage.configuration(), file)
            .usePageChecksumVerification()
            .build());
  }

  private static RecordReader<Group> records(
      ParquetFileReader reader, MessageType schema, int group) throws IOException {
    PageReadStore pages = reader.readRowGroup(group);
    return new ColumnIOFactory()
        .getColumnIO(schema)
        .getRecordReader(pages, new GroupRecordConverter(schema));
  }

  /** Only these columns are read, in this order. */
  private static MessageType projection(Path file, ParquetFileReader reader, String... columns) {
    MessageType all = reader.getFileMetaData().getSchema();
    List<Type> types = new ArrayList<>();
    for (String column : columns) {
      if (!all.containsField(column) || !isBytes(all.getType(column))) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            file
                + ": expected a column "
                + column
                + " of texts or bytes, found "
                + all.getFields().stream()
                    .map(type -> type.getName() + (isBytes(type) ? "" : " (another type)"))
                    .collect(Collectors.joining(", ")));
      }
      types.add(all.getType(column));
    }
    MessageType schema = new MessageType(all.getName(), types);
    reader.setRequestedSchema(schema);
    return schema;
  }

  private static boolean isBytes(Type type) {
    return type.isPrimitive()
        && !type.isRepetition(Type.Repetition.REPEATED)
        && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
  }

  private static Failure damaged(Path file, Exception cause) {
    return bad(file.toString(), "the table cannot be read: " + cause.getMessage(), cause);
  }

  private static Failure bad(String name, String why) {
    return bad(name, why, null);
  }

  private static Failure bad(String name, String why, Exception cause) {
    return new Failure(Failure.Kind.BAD_DATA, name + ": " + why, cause);
  }
}
