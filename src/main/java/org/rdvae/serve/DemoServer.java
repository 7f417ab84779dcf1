package org.rdvae.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rdvae.base.Failure;

/**
 * Java's own small web server with bounds: threads, time for a request and for its answer, memory
 * for bodies and answers. Runs from its making until it is closed.
 */
public final class DemoServer implements AutoCloseable {
  /**
   * What the JDK's server reads once, when its classes are loaded, in seconds and numbers. Without
   * the first two a client may take for ever; a long answer includes the time that was computed.
   * The last is not a limit: Nagle's algorithm would hold each small answer back for some 40 ms.
   */
  private static final Map<String, String> SERVER_PROPERTIES =
      Map.of(
          "sun.net.httpserver.maxReqTime", "30",
          "sun.net.httpserver.maxRspTime", "180",
          "jdk.httpserver.maxConnections", "256",
          "sun.net.httpserver.nodelay", "true");

  /**
   * Only what stands in this server's own files runs on its page. Pictures may also be such as the
   * page itself has in memory.
   */
  private static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private static final int BACKLOG = 128;
  private static final int IDLE_SECONDS = 30;

  /** So many times the largest file is read of a body that is turned away. */
  private static final int DRAINED_FILES = 4;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Room uploads;
  private final Room answers;
  private final HostCheck hosts;
  private final Routes routes;
  private final long drained;
  private final Consumer<String> log;
  private final boolean verbose;

  /**
   * Starts.
   *
   * @param host name or address to listen at
   * @param port 0 for any free one
   * @param log told of bugs and of failures of this machine, and of every request if {@code
   *     verbose}
   * @throws Failure INPUT_OUTPUT if nobody can listen there
   */
  public DemoServer(
      String host, int port, DemoSite site, Limits limits, Consumer<String> log, boolean verbose) {
    this(host, port, site.routes(), limits, log, verbose);
  }

  DemoServer(
      String host, int port, Routes routes, Limits limits, Consumer<String> log, boolean verbose) {
    SERVER_PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    uploads = Room.ofBytes(limits.uploadBytes(), limits);
    answers = Room.ofBytes(limits.answerBytes(), limits);
    hosts = new HostCheck(host);
    this.routes = routes;
    drained = (long) DRAINED_FILES * limits.fileBytes();
    this.log = log;
    this.verbose = verbose;
    server = listen(host, port);
    threads =
        new ThreadPoolExecutor(
            limits.connections(),
            limits.connections(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>());
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer listen(String host, int port) {
    String place = host + ":" + port;
    try {
      InetAddress address = InetAddress.getByName(host);
      return HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
    } catch (BindException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          place
              + ": expected a free port of this machine, found it taken or out of reach ("
              + e.getMessage()
              + "); --port 0 takes any free one.",
          e);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, place + ": cannot listen there: " + e.getMessage(), e);
    }
  }

  /** Where the page is. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    String host =
        address.getAddress().isAnyLocalAddress() || address.getAddress().isLoopbackAddress()
            ? "localhost"
            : hosts.name().contains(":") ? "[" + hosts.name() + "]" : hosts.name();
    return "http://" + host + ":" + address.getPort() + "/";
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) {
    long begun = System.nanoTime();
    String result;
    try (exchange) {
      Request request = new Request(exchange, uploads);
      Answer answer = orProblem(() -> answer(request, exchange.getRequestHeaders()));
      request.drain(drained);
      result = deliver(exchange, answer);
    } catch (IOException e) {
      result = "no longer there"; // Gone, or too slow.
    }
    if (verbose) {
      log.accept(
          String.format(
              Locale.ROOT,
              "%s %s: %s, %d ms",
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              result,
              (System.nanoTime() - begun) / 1_000_000));
    }
  }

  /** Takes room for the body first: while it waits, a request holds next to nothing. */
  private String deliver(HttpExchange exchange, Answer answer) throws IOException {
    Answer sent;
    try (Room.Share share = answers.bytes(answer.mostBytes())) {
      sent = orProblem(answer::made);
      share.shrinkTo(sent.mostBytes());
      send(exchange, sent);
    } catch (Problem busy) {
      sent = Answer.of(busy);
      send(exchange, sent);
    }
    return sent.status() + ", " + sent.mostBytes() + " bytes";
  }

  private Answer answer(Request request, Headers headers) {
    hosts.require(headers);
    return routes.answer(request);
  }

  /** The answer, or the one that says why there is none. */
  private Answer orProblem(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (Problem problem) {
      return Answer.of(problem);
    } catch (Failure failure) {
      Problem problem = Problem.of(failure);
      if (problem.status() == Problem.BUG) {
        log.accept(failure.getMessage());
      }
      return Answer.of(problem);
    } catch (OutOfMemoryError e) {
      return Answer.of(Problem.busy());
    } catch (RuntimeException | Error e) {
      log.accept("this is a bug; please report it: " + e + " at " + place(e));
      return Answer.of(
          new Problem(Problem.BUG, "this is a bug; the server's own output says more about it"));
    }
  }

  private static String place(Throwable bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    SECURITY_HEADERS.forEach(headers::set);
    headers.set("Content-Type", answer.type());
    headers.set("Cache-Control", "no-cache");
    answer.headers().forEach(headers::set);
    byte[] body = answer.body().get();
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      Answer.write(body, out);
    }
  }

  /** Ends all connections. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
