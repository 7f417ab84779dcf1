package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes comma-separated values as RFC 4180 has them, but in UTF-8 with plain line ends: a header,
 * then a row a line. Numbers are written so that reading gives the same double; one that does not
 * exist is left empty.
 */
public final class CsvWriter {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final CSVPrinter printer;

  /** Writes the header; {@code out} stays open. */
  public CsvWriter(OutputStream out, Object... names) throws IOException {
    printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
    add(names);
  }

  /** Adds a row. */
  public void add(Object... cells) throws IOException {
    for (Object cell : cells) {
      boolean absent = cell instanceof Double number && Double.isNaN(number);
      printer.print(absent ? null : cell);
    }
    printer.println();
  }

  /** To be called at the end, as nobody closes the table. */
  public void flush() throws IOException {
    printer.flush();
  }
}
