package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Pages as a strict reader sees them. */
public final class PageReading {
  private PageReading() {}

  /** Reads a page, which must be well-formed. */
  public static Document parse(String page) {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(page)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  /** Reads a report and makes sure that it stands for itself and that no name occurs twice. */
  public static Document report(String page) {
    assertThat(page).startsWith("<!DOCTYPE html>\n");
    assertThat(page).doesNotContain("http:", "https:", "//www", "@import", "url(//", "<link");
    Document read = parse(page);
    Set<String> ids = new TreeSet<>();
    NodeList all = read.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      String source = element.getAttribute("src");
      assertThat(source.isEmpty() || source.startsWith("data:image/png;base64,")).isTrue();
      assertThat(element.hasAttribute("href")).as("links out of the page").isFalse();
      String id = element.getAttribute("id");
      assertThat(id.isEmpty() || ids.add(id)).as("id " + id).isTrue();
    }
    for (int i = 0; i < all.getLength(); i++) {
      String label = ((Element) all.item(i)).getAttribute("aria-labelledby");
      assertThat(label.isEmpty() || ids.contains(label)).as("label " + label).isTrue();
    }
    NodeList pictures = read.getElementsByTagName("img");
    for (int i = 0; i < pictures.getLength(); i++) {
      assertThat(((Element) pictures.item(i)).getAttribute("alt")).isNotBlank();
    }
    return read;
  }
}
