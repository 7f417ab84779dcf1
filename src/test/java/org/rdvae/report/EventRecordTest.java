package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.framework.HistogramProto;
import org.tensorflow.framework.Summary;

/** Against the format's published vectors and readers that share nothing with the writer. */
class EventRecordTest {
  private static Summary.Value only(byte[] record, long step) {
    EventReading.Event event = EventReading.read(record).get(0);
    assertThat(event.step()).isEqualTo(step);
    assertThat(event.wallTime()).isGreaterThan(1.6e9);
    return event.summary().getValue(0);
  }

  /** RFC 3720, appendix B.4. */
  @Test
  void theReadersChecksumHasItsPublishedValues() {
    byte[] ascending = new byte[32];
    for (int i = 0; i < 32; i++) {
      ascending[i] = (byte) i;
    }
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xFF);
    assertThat(EventReading.crc(new byte[32])).isEqualTo(0x8a9136aa);
    assertThat(EventReading.crc(ones)).isEqualTo(0x62a8ab43);
    assertThat(EventReading.crc(ascending)).isEqualTo(0x46dd794e);
    assertThat(EventReading.crc("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(0xe3069283);
  }

  /**
   * Every event file of TensorFlow begins with these twelve bytes: the length 24 and its masked
   * checksum.
   */
  @Test
  void aFileBeginsAsThoseOfTensorFlowDo() {
    byte[] record = EventRecord.version();
    assertThat(record).hasSize(24 + 16);
    assertThat(HexFormat.of().formatHex(record, 0, 13)).isEqualTo("1800000000000000a37f4b2209");
    assertThat(EventReading.read(record).get(0).version()).isEqualTo("brain.Event:2");
  }

  /** The record in the tests of TensorFlow's own reader (event_file_loader_test.py). */
  @Test
  void theChecksumOfAnEventIsThatOfTensorFlow() {
    byte[] record =
        HexFormat.of()
            .parseHex(
                "1800000000000000a37f4b22"
                    + "090000c025dd75d5411a0d627261696e2e4576656e743a31"
                    + "ecf3328d");
    assertThat(EventReading.read(record).get(0).version()).isEqualTo("brain.Event:1");
    byte[] event = Arrays.copyOfRange(record, 12, 12 + 24);
    assertThat(EventRecord.maskedCrc(event, event.length)).isEqualTo(0x8d32f3ec);
  }

  @Test
  void aStartTakesBackFromItsStepOn() {
    EventReading.Event event = EventReading.read(EventRecord.start(12_345_678_901L)).get(0);
    assertThat(event.start()).isTrue();
    assertThat(event.step()).isEqualTo(12_345_678_901L);
  }

  @Test
  void scalarsComeBackByTheirNames() {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("train/elbo", -98.5);
    scalars.put("größe", 1e-3);
    EventReading.Event event = EventReading.read(EventRecord.scalars(300, scalars)).get(0);
    List<Summary.Value> values = event.summary().getValueList();
    assertThat(values).extracting(Summary.Value::getTag).containsExactly("train/elbo", "größe");
    assertThat(values).extracting(Summary.Value::getSimpleValue).containsExactly(-98.5f, 0.001f);
  }

  @Test
  void aPictureKeepsItsBytesAndSize() {
    byte[] png = {1, 2, 3, -4};
    Summary.Value value = only(EventRecord.image(7, "samples", new PngSize(30, 20), png), 7);
    assertThat(value.getTag()).isEqualTo("samples");
    assertThat(value.getImage().getWidth()).isEqualTo(30);
    assertThat(value.getImage().getHeight()).isEqualTo(20);
    assertThat(value.getImage().getEncodedImageString().toByteArray()).isEqualTo(png);
  }

  @Test
  void aHistogramCountsEveryValueOnce() {
    double[] rates = {0, 0.001, 0.5, 1.5, 3, 3};
    HistogramProto histogram = only(EventRecord.histogram(9, "rate", rates), 9).getHisto();
    assertThat(histogram.getMin()).isZero();
    assertThat(histogram.getMax()).isEqualTo(3);
    assertThat(histogram.getNum()).isEqualTo(6);
    assertThat(histogram.getSum()).isCloseTo(8.001, within(1e-12));
    assertThat(histogram.getSumSquares()).isCloseTo(20.500001, within(1e-12));
    assertThat(histogram.getBucketLimitCount()).isEqualTo(histogram.getBucketCount());
    assertThat(histogram.getBucketList().stream().mapToDouble(Double::doubleValue).sum())
        .isEqualTo(6);
    assertThat(histogram.getBucket(0)).isEqualTo(2);
    assertThat(histogram.getBucket(histogram.getBucketCount() - 1)).isEqualTo(2);
    assertThat(histogram.getBucketLimitList())
        .isSorted()
        .last()
        .satisfies(last -> assertThat(last).isCloseTo(3, within(1e-9)));
    HistogramProto equal =
        only(EventRecord.histogram(9, "rate", new double[] {2, 2}), 9).getHisto();
    assertThat(equal.getBucket(0)).isEqualTo(2);
  }

  @Test
  void everyChangedBitIsNoticed() {
    byte[] record = EventRecord.scalars(1, Map.of("a", 1.0));
    for (int bit = 0; bit < 8 * record.length; bit++) {
      byte[] changed = record.clone();
      changed[bit / 8] = (byte) (changed[bit / 8] ^ (1 << (bit % 8)));
      int which = bit;
      assertThatThrownBy(() -> EventReading.read(changed))
          .as("bit " + which)
          .isInstanceOf(AssertionError.class);
    }
  }
}
