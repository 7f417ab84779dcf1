package org.rdvae.report;

import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Lines of drawings by their names. */
final class PathFinder {
  private PathFinder() {}

  /** The first one. */
  static Optional<Element> named(Document page, String name) {
    NodeList paths = page.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      if (path.getAttribute("data-name").equals(name)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
