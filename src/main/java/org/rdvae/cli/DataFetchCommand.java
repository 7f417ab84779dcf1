package org.rdvae.cli;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;
import org.rdvae.fetch.Fetch;
import org.rdvae.fetch.PublicFile;
import org.rdvae.fetch.PublicSet;
import org.rdvae.fetch.PublicSets;
import org.rdvae.report.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae data fetch}. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Downloads a public set of images, verifies it, and says how to use it.",
      "Goes on where an earlier attempt ended; rdvae data list has sizes and terms."
    })
final class DataFetchCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;

  @Parameters(
      paramLabel = "SET",
      completionCandidates = SetNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder to put the files into. (default: data/SET)")
  private Path folder;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "Folder on a web server that has the files, in place of the known ones; may be repeated.")
  private List<String> mirrors = List.of();

  @Option(
      names = "--force",
      description = "Write over files that are in the way, and unpack again.")
  private boolean force;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final List<PublicSet> sets;

  DataFetchCommand() {
    this(PublicSets.all());
  }

  /** Of other sets. */
  DataFetchCommand(List<PublicSet> sets) {
    this.sets = sets;
  }

  /** For {@code --help} and for completion. */
  static final class SetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return PublicSets.all().stream().map(PublicSet::name).iterator();
    }
  }

  @Override
  public Integer call() {
    PublicSet set = set().from(mirrors.stream().map(DataFetchCommand::address).toList());
    Path place = (folder == null ? Path.of("data", name) : folder).toAbsolutePath().normalize();
    PrintStream err = System.err;
    err.println(
        String.format(
            Locale.ROOT,
            "%s%nterms: %s%n%d %s, %.1f MB -> %s",
            set.title(),
            set.terms(),
            set.files().size(),
            set.files().size() == 1 ? "file" : "files",
            set.bytes() / MEGABYTE,
            place));
    ProgressLine line =
        new ProgressLine(err, Terminal.columnsOfStandardError(), Math.max(1, set.bytes()), 0);
    Map<PublicFile, String> origins;
    try {
      origins =
          new Fetch(set, place, force, (file, bytes, before) -> show(line, file, bytes, before))
              .run();
    } finally {
      line.clear();
    }
    List<String> use = set.use().stream().map(text -> text.replace("FOLDER", yaml(place))).toList();
    if (json) {
      System.out.println(JsonMapper.shared().writeValueAsString(values(place, origins, use)));
    } else {
      origins.forEach(
          (file, origin) ->
              err.println(
                  String.format(
                      Locale.ROOT,
                      "%s  %,d bytes, %s %s",
                      file.name(),
                      file.bytes(),
                      origin.equals(Fetch.UNPACKED) ? "not verified," : "verified ",
                      origin)));
      use.forEach(System.out::println);
    }
    return 0;
  }

  private PublicSet set() {
    return sets.stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    Failure.Kind.USAGE,
                    "expected a public set ("
                        + sets.stream().map(PublicSet::name).collect(Collectors.joining(", "))
                        + "), found "
                        + name));
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text.endsWith("/") ? text : text + "/");
      if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
          && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Failure(
        Failure.Kind.USAGE,
        "--mirror: expected an address that begins with http:// or https://, found " + text);
  }

  private static void show(ProgressLine line, PublicFile file, long bytes, long before) {
    if (line.isDue()) {
      line.show(
          before + bytes,
          String.format(
              Locale.ROOT,
              "%s %.1f/%.1f MB",
              file.name(),
              bytes / MEGABYTE,
              file.bytes() / MEGABYTE));
    }
  }

  /** A path as a config can have it. */
  private static String yaml(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9/._-]+") ? text : JsonMapper.shared().writeValueAsString(text);
  }

  private static Map<String, Object> values(
      Path place, Map<PublicFile, String> origins, List<String> use) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("folder", place.toString());
    values.put(
        "files",
        origins.entrySet().stream()
            .map(
                entry -> {
                  Map<String, Object> file = new LinkedHashMap<>();
                  file.put("name", entry.getKey().name());
                  file.put("bytes", entry.getKey().bytes());
                  file.put("sha256", entry.getKey().sha256());
                  file.put("from", entry.getValue());
                  return file;
                })
            .toList());
    values.put("use", use);
    return values;
  }
}
