package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a message of {@link RansEncoder}, symbol by symbol with the tables it was coded by.
 * Whatever the bytes are, a call gives the symbols asked for or throws {@link BadCodeException}.
 * {@link #finish} finds bytes that no encoder made; bytes that another message has need a checksum
 * of the symbols, for a damaged bit that stands for one bit of an escape changes nothing else. An
 * instance belongs to one thread.
 */
public final class RansDecoder {
  /** One word more than there are, which a state may look at but not take in. */
  private final int[] words;

  private int position;
  private long lane;
  private long other;

  public RansDecoder(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    lane = RansState.read(in);
    other = RansState.read(in);
    if (in.remaining() % Integer.BYTES != 0) {
      throw new BadCodeException(
          "expected coded symbols in whole words of 4 bytes, found " + in.remaining() + " bytes");
    }
    words = new int[in.remaining() / Integer.BYTES + 1];
    in.asIntBuffer().get(words, 0, words.length - 1);
  }

  /** The next symbol of the message, by the table it was coded by. */
  public int get(FrequencyTable table) {
    int entry = table.find(RansStep.slot(lane));
    step(table.interval(entry));
    return entry == table.size() ? Escape.get(this, table) : table.first() + entry;
  }

  /**
   * Fills {@code symbols} with the next ones: symbol i by {@code tables[tableIndexes[i] & 255]}.
   *
   * @param tableIndexes as many as symbols
   */
  public void get(int[] symbols, byte[] tableIndexes, FrequencyTable[] tables) {
    RansEncoder.checkLengths(symbols, tableIndexes);
    int done = untilEscape(symbols, 0, tableIndexes, tables);
    while (done < symbols.length) {
      symbols[done] = get(tables[tableIndexes[done] & 0xFF]);
      done = untilEscape(symbols, done + 1, tableIndexes, tables);
    }
  }

  /** Evenly spread bits, 1 to 16 of them. */
  int getBits(int bits) {
    int frequency = RansStep.SLOTS >>> bits;
    int value = RansStep.slot(lane) / frequency;
    step(RansStep.interval(value * frequency, frequency));
    return value;
  }

  /** Checks that the message ends here. */
  public void finish() {
    if (position != words.length - 1) {
      throw new BadCodeException(
          words.length - 1 - position + " words of 4 bytes follow the last coded symbol");
    }
    if (lane != RansState.LOWEST || other != RansState.LOWEST) {
      throw new BadCodeException("the coded symbols do not end in the state encoding begins with");
    }
  }

  private void step(int interval) {
    long done = RansStep.decode(lane, RansStep.slot(lane), interval);
    int wordIn = RansStep.wordIn(done);
    done = RansStep.refilled(done, wordIn, words[position]);
    position -= wordIn;
    checkPosition(position);
    lane = other;
    other = done;
  }

  /**
   * Decodes symbols from index {@code from} up to the next escape, and says where that is. The same
   * steps as {@link #get(FrequencyTable)}, with the state in local variables: that is three times
   * as fast.
   */
  private int untilEscape(int[] symbols, int from, byte[] tableIndexes, FrequencyTable[] tables) {
    long current = lane;
    long next = other;
    int word = position;
    int i = from;
    for (; i < symbols.length; i++) {
      FrequencyTable table = tables[tableIndexes[i] & 0xFF];
      int slot = RansStep.slot(current);
      int entry = table.find(slot);
      if (entry == table.size()) {
        break;
      }
      long done = RansStep.decode(current, slot, table.interval(entry));
      int wordIn = RansStep.wordIn(done);
      done = RansStep.refilled(done, wordIn, words[word]);
      word -= wordIn;
      checkPosition(word);
      symbols[i] = table.first() + entry;
      current = next;
      next = done;
    }
    lane = current;
    other = next;
    position = word;
    return i;
  }

  private void checkPosition(int word) {
    if (word == words.length) {
      throw new BadCodeException("the coded symbols end early");
    }
  }
}
