package org.rdvae.data;

/** What a user can do about pictures that cannot be read: it depends on whose settings they are. */
public enum Remedy {
  /** The settings are the user's own, in a config. */
  SETTINGS(
      "To go on without them write data.images.on-bad-image: skip",
      "make data.images.height and width smaller",
      ", write data.images.color: grey",
      " or set a data.limit"),

  /**
   * The settings are those of a saved model, which nobody can change; its inputs are the user's.
   */
  FILES(
      "Remove or repair these files: the model's own settings allow none of them",
      "the model sets the size of its images, so take a folder with fewer pictures",
      "",
      "");

  private final String ofBadImages;
  private final String size;
  private final String colour;
  private final String rest;

  Remedy(String ofBadImages, String size, String colour, String rest) {
    this.ofBadImages = ofBadImages;
    this.size = size;
    this.colour = colour;
    this.rest = rest;
  }

  String ofBadImages() {
    return ofBadImages;
  }

  String ofTooMuch(int channels) {
    return size + (channels > 1 ? colour : "") + rest;
  }
}
