package org.rdvae.spark;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rdvae.training.ShardTraining;

/**
 * Executors in a ring, who find the mean of a vector together: each sends to the next what it got
 * from the one before, chunk by chunk, first to add and then to spread the sums.
 *
 * <pre>
 * bytes that each sends = 2 (n - 1) / n * size of the vector, whatever n
 * </pre>
 *
 * <p>Every chunk is added in one order and spread from one place, so that all have the same result
 * to the bit, and have it again when the round is repeated. Patarasuk and Yuan, Bandwidth Optimal
 * All-reduce Algorithms for Clusters of Workstations, 2009.
 *
 * <p>Why not by Spark itself: a barrier's own messages go through the driver as text, n times the
 * vector in every step.
 */
final class Ring implements ShardTraining.Exchange, AutoCloseable {
  private final int rank;
  private final int size;
  private final Socket next;
  private final Socket previous;
  private final DataInputStream in;
  private final OutputStream out;
  private final ExecutorService sender;
  private byte[] outgoing = {};
  private byte[] incoming = {};

  /** Another executor cannot be reached any more, or did not come. */
  static final class Parted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Parted(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * @param rank of this executor, from 0
   * @param next where to send to, closed with this
   * @param previous where to receive from, closed with this
   */
  Ring(int rank, int size, Socket next, Socket previous) throws IOException {
    this.rank = rank;
    this.size = size;
    this.next = next;
    this.previous = previous;
    in = new DataInputStream(new BufferedInputStream(previous.getInputStream(), 1 << 16));
    out = next.getOutputStream();
    sender =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "ring-sender");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void mean(float[] values) {
    try {
      for (int turn = 0; turn < size - 1; turn++) {
        turn(values, rank - turn, rank - turn - 1, true);
      }
      int complete = Math.floorMod(rank + 1, size);
      for (int i = first(complete, values); i < first(complete + 1, values); i++) {
        values[i] /= size;
      }
      for (int turn = 0; turn < size - 1; turn++) {
        turn(values, rank + 1 - turn, rank - turn, false);
      }
    } catch (IOException | ExecutionException e) {
      String reason = e instanceof EOFException ? "it is gone" : String.valueOf(e.getMessage());
      throw new Parted("executor " + rank + " lost a neighbour: " + reason, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Parted("executor " + rank + " was interrupted", e);
    }
  }

  private int first(int chunk, float[] values) {
    return (int) ((long) values.length * chunk / size);
  }

  /** Sends one chunk while another arrives; both by their numbers, which wrap around. */
  private void turn(float[] values, int sent, int got, boolean add)
      throws IOException, ExecutionException, InterruptedException {
    int sentChunk = Math.floorMod(sent, size);
    int gotChunk = Math.floorMod(got, size);
    int from = first(sentChunk, values);
    int count = first(sentChunk + 1, values) - from;
    outgoing = fitting(outgoing, count);
    ByteBuffer.wrap(outgoing).asFloatBuffer().put(values, from, count);
    // In a thread of its own: if all wrote before they read, full buffers would stop everybody.
    Future<?> sending =
        sender.submit(
            () -> {
              out.write(outgoing, 0, count * Float.BYTES);
              out.flush();
              return null;
            });
    receive(values, first(gotChunk, values), first(gotChunk + 1, values), add);
    sending.get();
  }

  private void receive(float[] values, int from, int to, boolean add) throws IOException {
    int count = to - from;
    incoming = fitting(incoming, count);
    in.readFully(incoming, 0, count * Float.BYTES);
    FloatBuffer floats = ByteBuffer.wrap(incoming).asFloatBuffer();
    if (!add) {
      floats.get(values, from, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      values[from + i] += floats.get(i);
    }
  }

  private static byte[] fitting(byte[] buffer, int floats) {
    int bytes = Math.multiplyExact(floats, Float.BYTES);
    return buffer.length >= bytes ? buffer : new byte[bytes];
  }

  @Override
  public void close() {
    sender.shutdownNow();
    RingMeeting.close(next);
    RingMeeting.close(previous);
  }
}
