package org.rdvae.tensor;

/** The generation of an NVIDIA card, such as 8.6, which decides what machine code it runs. */
record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {

  /** Reads a number such as {@code 8.6}. */
  static ComputeCapability of(String text) {
    String[] words = text.split("\\.", -1);
    return new ComputeCapability(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
  }

  /**
   * Whether a card of this kind runs machine code made for the other: within a major number newer
   * cards run what older ones do, across major numbers none does.
   */
  boolean runsMachineCodeFor(ComputeCapability other) {
    return major == other.major && minor >= other.minor;
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
