package org.rdvae.cli;

/** Whether a person watches, and on what. */
public final class Terminal {
  private Terminal() {}

  /**
   * Width of the terminal that standard error is, 0 if it is none. The launcher looks, because Java
   * can ask only about standard input and output together.
   */
  public static int columnsOfStandardError() {
    String columns = System.getenv("RDVAE_TERMINAL_COLUMNS");
    return columns != null && columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 0;
  }
}
