package org.rdvae.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.rdvae.base.Sha256;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.codec.LossyCodec;
import org.rdvae.job.FilePair;
import org.rdvae.job.FileReport;
import org.rdvae.job.SavedCodec;
import org.rdvae.job.StandardStreams;
import org.rdvae.tensor.Device;

/** Compresses or decompresses the files of a part, one by one, and writes each before its row. */
final class PhotoPart implements OpenPart {
  /** Neither is used: files are read and written through Hadoop. */
  static final StandardStreams NO_STREAMS =
      new StandardStreams(InputStream.nullInputStream(), OutputStream.nullOutputStream());

  private final Coding coding;
  private final String model;
  private final MessageType schema;
  private final String extension;
  private final OutputFiles outputs;
  private final Consumer<Group> rows;

  /** {@code Compression.of} or {@code Decompression.of}. */
  @FunctionalInterface
  interface Coding {
    FileReport of(FilePair files, byte[] bytes, Consumer<AtomicFile.Writer> output, Runnable alive);
  }

  PhotoPart(CorpusWork work, Coding coding, OutputFiles outputs, Consumer<Group> rows) {
    this.coding = coding;
    this.outputs = outputs;
    this.rows = rows;
    model = work.model();
    schema = work.schema();
    extension = work.extension();
  }

  static LossyCodec codec(Path checkpoint, int threads) {
    return SavedCodec.load(checkpoint).codec(Device.cpu(threads));
  }

  /** Of both directions; {@code psnr} is left out where nothing is compared or lost. */
  static MessageType columns() {
    return MessageTypeParser.parseMessageType(
        """
        message manifest {
          required binary path (STRING);
          required binary output (STRING);
          required int32 width;
          required int32 height;
          required int32 channels;
          required int64 bytes_in;
          required int64 bytes_out;
          required double bits_per_pixel;
          required double quality;
          optional double psnr;
          required binary sha256 (STRING);
          required binary notes (STRING);
          required binary model (STRING);
        }
        """);
  }

  @Override
  public void add(String path, byte[] content) {
    String name = outputs.name(path, extension);
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    FileReport report =
        coding.of(
            new FilePair(path, name),
            content,
            writer -> {
              try {
                writer.write(made);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            PartTask::leaveIfKilled);
    byte[] output = made.toByteArray();
    outputs.write(name, output);
    Group row = new SimpleGroup(schema);
    row.append("path", path);
    row.append("output", name);
    row.append("width", report.width());
    row.append("height", report.height());
    row.append("channels", report.channels());
    row.append("bytes_in", (long) content.length);
    row.append("bytes_out", (long) output.length);
    row.append("bits_per_pixel", report.bitsPerPixel());
    row.append("quality", report.quality());
    if (report.psnr().isPresent() && Double.isFinite(report.psnr().getAsDouble())) {
      row.append("psnr", report.psnr().getAsDouble());
    }
    row.append("sha256", Sha256.of(output));
    row.append("notes", String.join(" ", report.notes()));
    row.append("model", model);
    rows.accept(row);
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public void finish() {
    // Every row was made at once.
  }

  @Override
  public void close() {
    // The codec is the executor's, with what it computes in.
  }
}
