package org.rdvae.serve;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A headless Chromium that waits for orders on a port of its own choice. */
final class ChromiumProcess implements AutoCloseable {
  private final Process process;

  /** The program, if there is one. */
  static Optional<Path> find() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(
            folder ->
                List.of("chromium", "chromium-browser", "google-chrome").stream()
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  ChromiumProcess(Path program, Path profile) throws IOException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-breakpad",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--window-size=1280,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
  }

  /** Chromium says it when it is ready, among warnings of all sorts. */
  int port() throws IOException {
    BufferedReader reader = process.inputReader();
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.startsWith("DevTools listening on ")) {
        // It would wait if nobody read what it says from now on.
        Thread rest = new Thread(() -> reader.lines().forEach(lines::add));
        rest.setDaemon(true);
        rest.start();
        return URI.create(line.substring(line.indexOf("ws://"))).getPort();
      }
    }
    return fail("Chromium did not start:\n" + String.join("\n", lines));
  }

  /** Ends it and its processes, any of which may write to the profile, and waits for all. */
  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }
}
