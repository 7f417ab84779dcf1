package org.rdvae.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which requests there are. A pattern is a path in which {@code *} stands for any one word; words
 * that a request has in such places are all of its path that anybody looks at.
 */
final class Routes {
  private static final String ANY = "*";

  /** What answers requests. */
  @FunctionalInterface
  interface Handler {
    /**
     * Answers one of its pattern.
     *
     * @param words what stands where the pattern has stars
     */
    Answer answer(Request request, List<String> words);
  }

  private record Route(String method, List<String> pattern, Handler handler) {
    Optional<List<String>> match(List<String> path) {
      if (path.size() != pattern.size()) {
        return Optional.empty();
      }
      List<String> words = new ArrayList<>();
      for (int i = 0; i < path.size(); i++) {
        if (pattern.get(i).equals(ANY)) {
          words.add(path.get(i));
        } else if (!pattern.get(i).equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(words);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  Routes get(String pattern, Handler handler) {
    routes.add(new Route("GET", words(pattern), handler));
    return this;
  }

  Routes post(String pattern, Handler handler) {
    routes.add(new Route("POST", words(pattern), handler));
    return this;
  }

  private static List<String> words(String path) {
    return List.of(path.split("/", -1));
  }

  /**
   * Finds who answers, and lets it.
   *
   * @throws Problem if nobody does
   */
  Answer answer(Request request) {
    List<String> path = words(request.path());
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      Optional<List<String>> words = route.match(path);
      if (words.isPresent()) {
        if (route.method.equals(request.method())) {
          return route.handler.answer(request, words.get());
        }
        methods.add(route.method);
      }
    }
    if (methods.isEmpty()) {
      throw new Problem(Problem.NOT_FOUND, "there is nothing at this address; the page is at /");
    }
    String allowed = String.join(", ", methods);
    throw new Problem(
        Problem.METHOD_NOT_ALLOWED,
        "expected " + allowed + " at this address, found another method",
        Map.of("Allow", allowed));
  }
}
