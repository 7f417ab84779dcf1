package org.rdvae.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that behaves as a test says. */
public final class TinyServer implements AutoCloseable {
  /** What it does when a file is asked for. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  /** Whole files, and parts of them when asked for. */
  public static final Behaviour PARTS =
      (exchange, content) -> {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from >= content.length) {
          exchange.sendResponseHeaders(416, -1);
          return;
        }
        if (range != null) {
          exchange
              .getResponseHeaders()
              .set(
                  "Content-Range",
                  "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        exchange.getResponseBody().write(content, from, content.length - from);
      };

  /** Whole files only. */
  public static final Behaviour WHOLE =
      (exchange, content) -> {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
      };

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = PARTS;

  /** Starts it, without files. */
  public TinyServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Serves a file; returns what is published of it. */
  public PublicFile add(String name, byte[] content) {
    files.put("/set/" + name, content);
    return FetchTest.published(name, content);
  }

  public void behave(Behaviour how) {
    behaviour = how;
  }

  /** The folder with the files. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/set/");
  }

  /** The file names that were asked for, each with the range if there was one. */
  public List<String> asked() {
    return asked;
  }

  /** Fewer bytes than announced, as some tests want it, fail here and so end the connection. */
  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    asked.add(path.substring(path.lastIndexOf('/') + 1) + (range == null ? "" : " " + range));
    byte[] content = files.get(path);
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      behaviour.answer(exchange, content);
    }
    exchange.getResponseBody().close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
