package org.rdvae.serve;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request gets.
 *
 * @param type of the body, as HTTP names it
 * @param headers beyond those that every answer has
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  private static final int OK = 200;

  static Answer of(String type, byte[] body) {
    return new Answer(OK, type, body, Map.of());
  }

  /** A file to be kept and not to be shown; the page says under which name. */
  static Answer file(byte[] body) {
    return new Answer(
        OK, "application/octet-stream", body, Map.of("Content-Disposition", "attachment"));
  }

  /** An object of records, lists and numbers as JSON. */
  static Answer json(Object value) {
    return json(OK, value, Map.of());
  }

  /** Problems are objects with one field, the sentence. */
  static Answer of(Problem problem) {
    return json(problem.status(), Map.of("error", problem.getMessage()), problem.headers());
  }

  private static Answer json(int status, Object value, Map<String, String> headers) {
    byte[] body = JsonMapper.shared().writeValueAsBytes(value);
    return new Answer(status, "application/json; charset=utf-8", body, headers);
  }
}
