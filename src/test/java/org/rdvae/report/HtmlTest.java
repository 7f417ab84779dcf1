package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class HtmlTest {
  private static final String HOSTILE = "</p><script>alert('\"&')</script>";

  @Test
  void textsAndAttributesComeBackAsTheyWere() {
    Html html = new Html();
    html.open("p", "title", HOSTILE).text(HOSTILE).element("b", HOSTILE, "id", HOSTILE).close();
    String page = html.finish();
    assertThat(page).doesNotContain("<script", "alert('");
    Document read = PageReading.parse(page);
    assertThat(read.getDocumentElement().getAttribute("title")).isEqualTo(HOSTILE);
    assertThat(read.getDocumentElement().getTextContent().strip()).isEqualTo(HOSTILE + HOSTILE);
    assertThat(read.getElementsByTagName("b").item(0).getAttributes().item(0).getNodeValue())
        .isEqualTo(HOSTILE);
  }

  @Test
  void aNameMayBeBrokenAfterItsDots() {
    String page = new Html().open("p").dotted("a.b<c..d").close().finish();
    assertThat(page).contains("<p>a.<wbr/>b&lt;c.<wbr/>.<wbr/>d</p>");
    assertThat(PageReading.parse(page).getDocumentElement().getTextContent()).isEqualTo("a.b<c..d");
  }

  @Test
  void whatNoPageMayHoldBecomesAReplacement() {
    String page = new Html().element("p", "a\u0000b\u001bc\ud800d\uffffe").finish();
    assertThat(PageReading.parse(page).getDocumentElement().getTextContent())
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde");
    assertThat(new Html().element("p", "é 漢 \ud83d\ude00\t").finish())
        .contains("é 漢 \ud83d\ude00\t");
  }

  @Test
  void codeThatWouldEndItsElementIsRefused() {
    assertThatThrownBy(() -> new Html().code("script", "if (a < b) c();"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a script without < and &");
    assertThatThrownBy(() -> new Html().code("style", "a { b: '&' }"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPageWithAnOpenElementIsNotGivenAway() {
    Html html = new Html().open("p");
    assertThatThrownBy(html::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("p");
  }

  @Test
  void coordinatesAreShort() {
    assertThat(Html.coordinate(12.0)).isEqualTo("12");
    assertThat(Html.coordinate(12.345)).isIn("12.34", "12.35");
    assertThat(Html.coordinate(-0.5)).isEqualTo("-0.5");
    assertThat(Html.coordinate(100)).isEqualTo("100");
  }
}
