package org.rdvae.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A request as those who answer it see it. */
final class Request {
  private static final int MEGABYTE = 1 << 20;

  private final HttpExchange exchange;
  private final Room uploads;

  /**
   * @param uploads room for bodies
   */
  Request(HttpExchange exchange, Room uploads) {
    this.exchange = exchange;
    this.uploads = uploads;
  }

  /** A question for the head of an answer is one for the answer. */
  String method() {
    String method = exchange.getRequestMethod();
    return method.equals("HEAD") ? "GET" : method;
  }

  /** As it was sent; nothing in it is decoded, since no address of ours has escapes. */
  String path() {
    String path = exchange.getRequestURI().getRawPath();
    return path == null ? "" : path;
  }

  /**
   * What stands after the question mark.
   *
   * @throws Problem for other names than these, and for those that stand there twice
   */
  Map<String, String> query(Set<String> known) {
    Map<String, String> values = new TreeMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    if (query == null) {
      return values;
    }
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      if (!known.contains(name) || values.put(name, value) != null) {
        throw new Problem(
            Problem.BAD_REQUEST,
            "after the question mark: expected each of "
                + String.join(", ", new TreeSet<>(known))
                + " once");
      }
    }
    return values;
  }

  /**
   * Reads the body and works on it; the room that it takes is given back afterwards.
   *
   * @param most bytes
   * @throws Problem if there are more, or fewer than announced
   */
  @SuppressWarnings("try") // Nobody asks the share for anything.
  Answer withBody(int most, Function<byte[], Answer> work) {
    long announced = announced();
    if (announced > most) {
      throw tooLarge(most);
    }
    try (Room.Share share = uploads.bytes(announced < 0 ? most : announced)) {
      byte[] body = exchange.getRequestBody().readNBytes(most + 1);
      if (body.length > most) {
        throw tooLarge(most);
      }
      return work.apply(body);
    } catch (IOException e) {
      throw new Problem(Problem.BAD_REQUEST, "the request ended before its body was complete");
    }
  }

  private long announced() {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw new Problem(Problem.BAD_REQUEST, "Content-Length: expected a number of bytes");
    }
  }

  /**
   * Reads what nobody wanted of the body: a client that is still sending when the connection is
   * closed would not see the answer. A body that was cut short is answered all the same: who cut it
   * may still listen, and the JDK's server counts a connection that it has not answered for half a
   * minute more, so that a few hundred of them would leave no room for others.
   *
   * @param most bytes; who sends more may miss it
   */
  void drain(long most) {
    InputStream in = exchange.getRequestBody();
    byte[] nowhere = new byte[1 << 13];
    long left = most;
    try {
      int read = in.read(nowhere);
      while (read >= 0 && left > 0) {
        left -= read;
        read = in.read(nowhere);
      }
    } catch (IOException cutShort) {
      // There is no more to read.
    }
  }

  private static Problem tooLarge(int most) {
    return new Problem(
        Problem.TOO_LARGE,
        most >= MEGABYTE
            ? String.format(Locale.ROOT, "expected a file of at most %d MB", most / MEGABYTE)
            : String.format(Locale.ROOT, "expected at most %,d bytes", most));
  }
}
