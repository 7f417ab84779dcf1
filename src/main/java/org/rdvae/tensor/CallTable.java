package org.rdvae.tensor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of several equivalent library calls serves a shape: a pure function of (operation, m, n, k,
 * threads, CPU features), read from {@code call-table.tsv} beside this class. Training never times
 * calls, so that two processes that run the same job make the same bits. The first row that fits
 * decides; the last row of each operation fits everything.
 *
 * <p>A condition is {@code *} (anything), a number, {@code <=N} or {@code >=N}; for the features a
 * word such as {@code avx512}.
 */
final class CallTable {
  private static final String RESOURCE = "call-table.tsv";

  private record Row(
      String operation, String m, String n, String k, String threads, String feature, String call) {
    boolean fits(
        String wanted,
        long shapeM,
        long shapeN,
        long shapeK,
        int threadCount,
        CpuFeatures features) {
      return operation.equals(wanted)
          && fits(m, shapeM)
          && fits(n, shapeN)
          && fits(k, shapeK)
          && fits(threads, threadCount)
          && ("*".equals(feature) || features.has(feature));
    }

    private static boolean fits(String condition, long value) {
      if ("*".equals(condition)) {
        return true;
      }
      if (condition.startsWith("<=")) {
        return value <= Long.parseLong(condition.substring(2));
      }
      if (condition.startsWith(">=")) {
        return value >= Long.parseLong(condition.substring(2));
      }
      return value == Long.parseLong(condition);
    }
  }

  private final String version;
  private final List<Row> rows = new ArrayList<>();

  CallTable(BufferedReader lines) throws IOException {
    String found = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("version\t")) {
        found = line.substring("version\t".length());
      } else if (!line.startsWith("#") && !line.isBlank()) {
        String[] cells = line.split("\t", -1);
        rows.add(new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]));
      }
    }
    version = found;
  }

  static CallTable load() {
    try (InputStream in = CallTable.class.getResourceAsStream(RESOURCE)) {
      return new CallTable(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String version() {
    return version;
  }

  String call(String operation, long m, long n, long k, int threads, CpuFeatures features) {
    for (Row row : rows) {
      if (row.fits(operation, m, n, k, threads, features)) {
        return row.call;
      }
    }
    throw new IllegalStateException(
        "No row of " + RESOURCE + " fits " + operation + " of " + m + " x " + n + " x " + k);
  }
}
