package org.rdvae.base;

/** Text of unknown origin, made fit to be printed. */
public final class Printable {
  private Printable() {}

  /** One line: line ends and whatever else a terminal acts on become question marks. */
  public static String line(String text) {
    return text.replaceAll("\\p{Cc}", "?");
  }
}
