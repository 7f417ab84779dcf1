package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RingTest {
  /** What a barrier of Spark does for its tasks. */
  private static final class Hall {
    private final String[] words;
    private final CyclicBarrier all;

    private Hall(int size) {
      words = new String[size];
      all = new CyclicBarrier(size);
    }

    private String[] gather(int rank, String own) {
      words[rank] = own;
      try {
        all.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return words;
    }
  }

  private interface Work<T> {
    T with(int rank, Optional<Ring> ring) throws Exception;
  }

  private static <T> List<T> together(int size, boolean lastIsReady, Work<T> work)
      throws Exception {
    Hall hall = new Hall(size);
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int rank = i;
        futures.add(
            threads.submit(
                () ->
                    work.with(
                        rank,
                        new RingMeeting(rank, size)
                            .join(
                                "127.0.0.1",
                                own -> hall.gather(rank, own),
                                lastIsReady || rank < size - 1))));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest(name = "{1} numbers of {0}")
  @CsvSource({"2,10", "3,10", "5,3", "4,100000", "3,0"})
  void allGetTheSameMean(int size, int count) throws Exception {
    List<float[]> means =
        together(
            size,
            true,
            (rank, ring) -> {
              float[] values = new float[count];
              for (int i = 0; i < count; i++) {
                values[i] = rank * 1000 + i;
              }
              try (Ring open = ring.orElseThrow()) {
                open.mean(values);
                open.mean(values);
              }
              return values;
            });
    for (float[] mean : means) {
      assertThat(mean).isEqualTo(means.get(0));
    }
    for (int i = 0; i < count; i++) {
      assertThat((double) means.get(0)[i])
          .isCloseTo(500.0 * (size - 1) + i, org.assertj.core.data.Offset.offset(0.02));
    }
  }

  @Test
  void nobodyWaitsForOneWhoCannotTakePart() throws Exception {
    List<Boolean> joined = together(3, false, (rank, ring) -> ring.isPresent());
    assertThat(joined).containsExactly(false, false, false);
  }

  @Test
  void oneWhoIsGoneIsMissedAtOnce() {
    assertThatThrownBy(
            () ->
                together(
                    2,
                    true,
                    (rank, ring) -> {
                      try (Ring open = ring.orElseThrow()) {
                        if (rank == 0) {
                          open.mean(new float[10]);
                        }
                      }
                      return rank;
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(Ring.Parted.class)
        .hasMessageContaining("executor 0 lost a neighbour: ");
  }

  /** Who finds the port of an executor before its neighbour. */
  private enum Stranger {
    /** Says something as long as what is expected. */
    TALKATIVE {
      @Override
      void call(Socket socket) throws IOException {
        socket
            .getOutputStream()
            .write(("0".repeat(32) + " 00000001").getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    },
    SILENT {
      @Override
      void call(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    },
    /** As a scanner of ports does. */
    RESETTING {
      @Override
      void call(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
      }
    };

    abstract void call(Socket socket) throws IOException;

    /** Only the end comes back. */
    void callAt(int port) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        call(socket);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Strangers are hung up on, and the ring is closed all the same. */
  @ParameterizedTest
  @EnumSource
  void strangersAreHungUpOn(Stranger stranger) throws Exception {
    Hall hall = new Hall(2);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<Ring>> neighbour =
          other.submit(
              () ->
                  new RingMeeting(1, 2)
                      .join(
                          "127.0.0.1",
                          own -> {
                            String[] all = hall.gather(1, own);
                            stranger.callAt(Integer.parseInt(all[0].split(" ", -1)[2]));
                            return all;
                          },
                          true));
      Optional<Ring> ring =
          new RingMeeting(0, 2).join("127.0.0.1", own -> hall.gather(0, own), true);
      assertThat(ring).isPresent();
      ring.get().close();
      neighbour.get().orElseThrow().close();
    } finally {
      other.shutdownNow();
    }
  }
}
