package org.rdvae.serve;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Lets only pages of this server talk to it. Any page in the world may send requests to a loopback
 * address, and one whose name its owner lets point there (DNS rebinding) may even read the answers,
 * for then they are of its own origin. Its requests still carry its name, so only addresses, {@code
 * localhost} and the name that the server was started for are answered.
 *
 * @param name that the server was started for
 */
record HostCheck(String name) {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+(%[0-9a-z]+)?]");
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

  /**
   * Checks what a request says about where it was sent to, and from which page.
   *
   * @throws Problem if it was meant for somebody else
   */
  void require(Headers headers) {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1) {
      throw new Problem(Problem.BAD_REQUEST, "expected one header Host, found " + hosts.size());
    }
    String host = hosts.get(0).toLowerCase(Locale.ROOT);
    String called = PORT.matcher(host).replaceFirst("");
    if (!called.equals("localhost")
        && !called.equals(name.toLowerCase(Locale.ROOT))
        && !ADDRESS.matcher(called).matches()) {
      throw new Problem(
          Problem.MISDIRECTED,
          "expected localhost or an address as the host; start the server with --host for another"
              + " name");
    }
    for (String origin : headers.getOrDefault("Origin", List.of())) {
      String page = origin.toLowerCase(Locale.ROOT);
      if (!page.equals("http://" + host) && !page.equals("https://" + host)) {
        throw new Problem(Problem.FORBIDDEN, "pages of other servers may not use this one");
      }
    }
  }
}
