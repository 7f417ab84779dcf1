package org.rdvae.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rdvae.base.ProgramVersion;

/**
 * A server's answer to the question for a file, from some byte on.
 *
 * <p>Made with {@code HttpURLConnection} and not with {@code java.net.http}, because only there a
 * body that stops coming can time out.
 *
 * @param start of the bytes that follow; 0 from servers that send whole files only
 * @param total bytes of the whole file, -1 if the server does not say
 */
record HttpAnswer(long start, long total, InputStream body) implements AutoCloseable {
  private static final int MOST_REDIRECTIONS = 5;
  private static final int PARTIAL = 206;
  private static final int RANGE_REFUSED = 416;
  private static final int TOO_MANY = 429;

  /** No number has more digits than fit a long. */
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

  /**
   * Asks, and follows redirections, never from https to http.
   *
   * @throws RefusedException for answers that are final
   * @throws IOException if it may be tried again
   */
  static HttpAnswer of(URI address, long from, Patience patience) throws IOException {
    URI asked = address;
    for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
      HttpURLConnection connection = ask(asked, from, patience);
      int code = connection.getResponseCode();
      String location = connection.getHeaderField("Location");
      if (code / 100 != 3 || location == null) {
        return answer(connection, code, from);
      }
      asked = redirected(asked, location);
    }
    throw RefusedException.nothing("more than " + MOST_REDIRECTIONS + " redirections");
  }

  private static HttpURLConnection ask(URI address, long from, Patience patience)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) patience.connect().toMillis());
    connection.setReadTimeout((int) patience.silence().toMillis());
    connection.setRequestProperty("User-Agent", "rdvae/" + ProgramVersion.text());
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=" + from + "-");
    }
    return connection;
  }

  private static URI redirected(URI from, String location) throws IOException {
    try {
      URI to = from.resolve(new URI(location));
      boolean isHttp = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
      if (!isHttp || ("https".equals(from.getScheme()) && "http".equals(to.getScheme()))) {
        throw RefusedException.nothing("redirected from " + from.getScheme() + " to " + to);
      }
      return to;
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw RefusedException.nothing("redirected to what is no address: " + location);
    }
  }

  private static HttpAnswer answer(HttpURLConnection connection, int code, long from)
      throws IOException {
    if (code == HttpURLConnection.HTTP_OK) {
      return new HttpAnswer(0, connection.getContentLengthLong(), connection.getInputStream());
    }
    if (code == PARTIAL && from > 0) {
      Matcher range =
          CONTENT_RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
      if (range.matches() && Long.parseLong(range.group(1)) == from) {
        long total = range.group(2).equals("*") ? -1 : Long.parseLong(range.group(2));
        return new HttpAnswer(from, total, connection.getInputStream());
      }
    }
    if (code == RANGE_REFUSED && from > 0) {
      return new HttpAnswer(0, -1, InputStream.nullInputStream());
    }
    String words = "the answer was " + code + reason(connection);
    throw code / 100 == 5 || code == TOO_MANY
        ? new IOException(words)
        : RefusedException.nothing(words);
  }

  private static String reason(HttpURLConnection connection) throws IOException {
    String reason = connection.getResponseMessage();
    return reason == null || reason.isBlank() ? "" : " " + reason;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
