package org.rdvae.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request gets. A body of any size is not there yet: it says how much room it may need, and
 * is made only once there is that room, so that no number of waiting requests holds bodies.
 *
 * @param type of the body, as HTTP names it
 * @param mostBytes of the body
 * @param body makes it; what it throws is answered instead
 * @param headers beyond those that every answer has
 */
record Answer(
    int status, String type, long mostBytes, Supplier<byte[]> body, Map<String, String> headers) {
  private static final int OK = 200;
  private static final String JSON = "application/json; charset=utf-8";

  /** The JDK's server copies what it is given to write, twice over, and keeps the copy. */
  private static final int PIECE = 1 << 13;

  /** A body that is small, or is kept in memory anyway. */
  static Answer of(String type, byte[] body) {
    return of(type, body.length, () -> body);
  }

  static Answer of(String type, long mostBytes, Supplier<byte[]> body) {
    return new Answer(OK, type, mostBytes, body, Map.of());
  }

  /** A file to be kept and not to be shown; the page says under which name. */
  static Answer file(long mostBytes, Supplier<byte[]> body) {
    return new Answer(
        OK,
        "application/octet-stream",
        mostBytes,
        body,
        Map.of("Content-Disposition", "attachment"));
  }

  /** An object of records, lists and numbers as JSON, of few kilobytes. */
  static Answer json(Object value) {
    return Answer.of(JSON, bytes(value));
  }

  /** A larger one. */
  static Answer json(long mostBytes, Supplier<Object> value) {
    return Answer.of(JSON, mostBytes, () -> bytes(value.get()));
  }

  /** Problems are objects with one field, the sentence. */
  static Answer of(Problem problem) {
    byte[] body = bytes(Map.of("error", problem.getMessage()));
    return new Answer(problem.status(), JSON, body.length, () -> body, problem.headers());
  }

  private static byte[] bytes(Object value) {
    return JsonMapper.shared().writeValueAsBytes(value);
  }

  /** The same answer, with its body made. */
  Answer made() {
    byte[] bytes = body.get();
    return new Answer(status, type, bytes.length, () -> bytes, headers);
  }

  /** Writes a body in small pieces. */
  static void write(byte[] body, OutputStream out) throws IOException {
    for (int at = 0; at < body.length; at += PIECE) {
      out.write(body, at, Math.min(PIECE, body.length - at));
    }
  }
}
