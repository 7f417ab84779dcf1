package org.rdvae.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Records of TensorBoard's event files. An event is a message of Protocol Buffers (TensorFlow's
 * event.proto and summary.proto), and a record frames it (TFRecord):
 *
 * <pre>
 * length (64 bits) | masked CRC32C of the length | event | masked CRC32C of the event
 * mask(c) = (c rotated right by 15 bits) + 0xa282ead8
 * </pre>
 *
 * <p>Everything is little-endian.
 */
final class EventRecord {
  private static final int MASK = 0xA282EAD8;
  private static final int FRAME_BYTES = 16;
  private static final int BUCKETS = 30;

  /** Fields of an event. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private EventRecord() {}

  /** What every file begins with. */
  static byte[] version() {
    return frame(event(0).text(FILE_VERSION, "brain.Event:2"));
  }

  /** Takes back what earlier files say of this step and those after it. */
  static byte[] start(long step) {
    return frame(event(step).message(SESSION_LOG, new ProtoWriter().whole(1, 1)));
  }

  /** Numbers by their names. */
  static byte[] scalars(long step, Map<String, Double> scalars) {
    ProtoWriter summary = new ProtoWriter();
    scalars.forEach(
        (tag, value) ->
            summary.message(1, new ProtoWriter().text(1, tag).single(2, value.floatValue())));
    return frame(event(step).message(SUMMARY, summary));
  }

  /**
   * A picture.
   *
   * @param png file of the size that is given
   */
  static byte[] image(long step, String tag, PngSize size, byte[] png) {
    ProtoWriter image =
        new ProtoWriter().whole(1, size.height()).whole(2, size.width()).whole(3, 3).bytes(4, png);
    return value(step, new ProtoWriter().text(1, tag).message(4, image));
  }

  /**
   * How often values occur.
   *
   * @param values at least one, all finite
   */
  static byte[] histogram(long step, String tag, double[] values) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    double width = (most > least ? most - least : 1) / BUCKETS;
    double[] limits = new double[BUCKETS];
    double[] counts = new double[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      limits[i] = least + (i + 1) * width;
    }
    for (double value : values) {
      counts[Math.min((int) ((value - least) / width), BUCKETS - 1)]++;
    }
    ProtoWriter histogram =
        new ProtoWriter()
            .real(1, least)
            .real(2, most)
            .real(3, values.length)
            .real(4, Arrays.stream(values).sum())
            .real(5, Arrays.stream(values).map(value -> value * value).sum())
            .reals(6, limits)
            .reals(7, counts);
    return value(step, new ProtoWriter().text(1, tag).message(5, histogram));
  }

  /** One after the other. */
  static byte[] joined(List<byte[]> records) {
    ByteBuffer all = ByteBuffer.allocate(records.stream().mapToInt(r -> r.length).sum());
    records.forEach(all::put);
    return all.array();
  }

  private static byte[] value(long step, ProtoWriter value) {
    return frame(event(step).message(SUMMARY, new ProtoWriter().message(1, value)));
  }

  /** A step of 0 is not written, as protobuf has it; so all files begin like TensorFlow's. */
  private static ProtoWriter event(long step) {
    ProtoWriter event = new ProtoWriter().real(WALL_TIME, System.currentTimeMillis() / 1e3);
    return step == 0 ? event : event.whole(STEP, step);
  }

  private static byte[] frame(ProtoWriter event) {
    byte[] data = event.finish();
    ByteBuffer record =
        ByteBuffer.allocate(data.length + FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), Long.BYTES));
    record.put(data);
    return record.putInt(maskedCrc(data, data.length)).array();
  }

  /** Of the first bytes. */
  static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
