package org.rdvae.tensor;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The device that somebody asks for.
 *
 * @param card which one, for {@link Kind#CUDA}; empty leaves it open
 */
public record DeviceRequest(Kind kind, OptionalInt card) {
  /** What kind of device. */
  public enum Kind {
    /** A GPU if one can be used, else the CPU. */
    AUTO,
    CPU,
    CUDA
  }

  public static final DeviceRequest AUTO = new DeviceRequest(Kind.AUTO, OptionalInt.empty());
  public static final DeviceRequest CPU = new DeviceRequest(Kind.CPU, OptionalInt.empty());

  /** Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}; empty for anything else. */
  public static Optional<DeviceRequest> parse(String text) {
    if (text.equals("auto")) {
      return Optional.of(AUTO);
    }
    if (text.equals("cpu")) {
      return Optional.of(CPU);
    }
    if (text.equals("cuda")) {
      return Optional.of(new DeviceRequest(Kind.CUDA, OptionalInt.empty()));
    }
    return text.matches("cuda:[0-9]{1,4}")
        ? Optional.of(
            new DeviceRequest(Kind.CUDA, OptionalInt.of(Integer.parseInt(text.substring(5)))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case CUDA -> card.isPresent() ? "cuda:" + card.getAsInt() : "cuda";
    };
  }
}
