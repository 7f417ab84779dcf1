package org.rdvae.config;

import org.rdvae.base.Setting;

/**
 * Which numbers a setting allows.
 *
 * @param above whether the smallest number itself is refused
 */
record Range(double min, double max, boolean above) {
  static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

  static Range of(Setting setting) {
    return new Range(setting.min(), setting.max(), setting.above());
  }

  boolean contains(double number) {
    return (above ? number > min : number >= min) && number <= max;
  }

  /**
   * To be put behind "a number": {@code " from 0 to 1"}, {@code " above 0"}; empty when every
   * number is allowed.
   */
  String words() {
    boolean bottom = min != Double.NEGATIVE_INFINITY;
    boolean top = max != Double.POSITIVE_INFINITY;
    if (bottom && top) {
      return above
          ? " above " + NumberText.of(min) + " and at most " + NumberText.of(max)
          : between();
    }
    if (bottom) {
      return (above ? " above " : " of at least ") + NumberText.of(min);
    }
    return top ? " of at most " + NumberText.of(max) : "";
  }

  private String between() {
    return " from " + NumberText.of(min) + " to " + NumberText.of(max);
  }
}
