package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A demo of the test's own, and bytes sent to it as they are. */
public final class RawRequests implements AutoCloseable {
  private static final int MILLISECONDS = 60_000;

  final ServedSite site;

  /**
   * @param models an empty folder
   */
  public RawRequests(Path models) {
    site = ServedSite.ofPhotos(ServedSite.SMALL, models);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.server.port());
    socket.setSoTimeout(MILLISECONDS);
    return socket;
  }

  /** Sends bytes, ends, and reads all that comes back. */
  String sent(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        return ""; // It hung up at once.
      }
    }
  }

  /** Sends bytes: an answer comes or none, and no bug of the server is told or logged. */
  public void requireAnswered(byte[] request) throws IOException {
    String answer = sent(request);
    assertThat(answer).doesNotContain("\tat ");
    assertThat(answer).matches(text -> text.isEmpty() || text.startsWith("HTTP/1.1 "));
    // An unknown transfer encoding is 501, as it should be.
    assertThat(answer).doesNotStartWith("HTTP/1.1 500");
    assertThat(site.log).noneMatch(line -> line.contains("bug"));
  }

  @Override
  public void close() {
    site.close();
  }
}
