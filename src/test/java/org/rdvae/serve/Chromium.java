package org.rdvae.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium with one page, driven through the DevTools protocol. */
final class Chromium implements WebSocket.Listener, AutoCloseable {
  private static final int SECONDS = 120;

  private final ChromiumProcess process;
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final StringBuilder received = new StringBuilder();

  /** What the page complained about: exceptions, and what its own policy forbade. */
  final List<String> complaints = new CopyOnWriteArrayList<>();

  Chromium(Path program, Path profile) throws Exception {
    process = new ChromiumProcess(program, profile);
    String list = "http://127.0.0.1:" + process.port() + "/json/list";
    HttpClient client = HttpClient.newHttpClient();
    JsonNode pages =
        JsonMapper.shared()
            .readTree(
                client
                    .send(HttpRequest.newBuilder(URI.create(list)).build(), BodyHandlers.ofString())
                    .body());
    String page = pages.get(0).get("webSocketDebuggerUrl").asString();
    socket = client.newWebSocketBuilder().buildAsync(URI.create(page), this).get();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      send(domain + ".enable", Map.of());
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
    received.append(data);
    if (isLast) {
      JsonNode message = JsonMapper.shared().readTree(received.toString());
      received.setLength(0);
      String method = message.path("method").asString("");
      if (message.has("id")) {
        answers.remove(message.get("id").asInt()).complete(message);
      } else if (method.equals("Runtime.exceptionThrown") || method.equals("Log.entryAdded")) {
        complaints.add(message.get("params").toString());
      }
    }
    from.request(1);
    return null;
  }

  JsonNode send(String method, Map<String, Object> params) throws Exception {
    int id = number.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, Object> message = Map.of("id", id, "method", method, "params", params);
    socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
    JsonNode result = answer.get(SECONDS, TimeUnit.SECONDS);
    assertThat(result.has("error")).as(result.toString()).isFalse();
    return result.get("result");
  }

  /** The value of an expression in the page. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    assertThat(result.has("exceptionDetails")).as(result.toString()).isFalse();
    return result.get("result").path("value");
  }

  /** Waits until an expression is true. */
  void await(String condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!evaluate("Boolean(" + condition + ")").asBoolean()) {
      if (System.nanoTime() > end) {
        fail("never true: " + condition + "; the page says " + evaluate("document.body.innerText"));
      }
      Thread.sleep(50);
    }
  }

  /** Drops a file on what a selector finds. */
  void drop(Path file, String selector) throws Exception {
    JsonNode place =
        evaluate(
            "(() => { const e = document.querySelector('"
                + selector
                + "'); e.scrollIntoView(); const b = e.getBoundingClientRect();"
                + " return [b.left + b.width / 2, b.top + b.height / 2] })()");
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      Map<String, Object> data =
          Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1);
      send(
          "Input.dispatchDragEvent",
          Map.of(
              "type",
              type,
              "x",
              place.get(0).asDouble(),
              "y",
              place.get(1).asDouble(),
              "data",
              data));
    }
  }

  /** Sets a slider as a user's hand does. */
  void slide(String id, double value) throws Exception {
    evaluate(
        "(() => { const e = document.getElementById('"
            + id
            + "'); e.value = "
            + value
            + "; e.dispatchEvent(new Event('input', {bubbles: true})) })()");
  }

  void screenshot(Path file) throws Exception {
    String data = send("Page.captureScreenshot", Map.of()).get("data").asString();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() {
    process.close();
  }
}
