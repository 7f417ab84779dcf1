package org.rdvae.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A training run at one moment: with the same data it can go on from here as if it had never stopped. Random numbers need no
 * place in it, because they are a function of the seed in the config and of the step.
 *
 * <p>A checkpoint with an optimiser is <em>full</em>; one without is <em>slim</em>, a third of the size, and serves to use the
 * model. The parameters' order counts: the optimiser's moments follow it.
 *
 * @param config the job, as the text of a config file with every setting resolved
 */
public record Checkpoint(
    String config,
    List<NamedTensor> parameters,
    Optional<OptimizerState> optimizer,
    Progress progress,
    Provenance provenance) {
  private static final int SHORT_HASH_DIGITS = 16;

  public Checkpoint {
    parameters = List.copyOf(parameters);
    Set<String> names = new HashSet<>();
    long size = 0;
    for (NamedTensor parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters have the name " + parameter.name());
      }
      size += parameter.values().length;
    }
    if (optimizer.isPresent() && optimizer.get().firstMoment().length != size) {
      throw new IllegalArgumentException(
          "the optimiser has " + optimizer.get().firstMoment().length + " moments for " + size + " parameters");
    }
  }

  /**
   * Reads a full or slim checkpoint after verifying all of it.
   *
   * @throws org.rdvae.base.Failure naming the path and what is wrong
   */
  public static Checkpoint read(Path path) {
    return CheckpointForm.fromFile(Safetensors.read(path), path);
  }

  /** Writes the file, or leaves what was there before. */
  public void write(Path path) {
    CheckpointForm.toFile(this).write(path);
  }

  /** The same model without what only further training needs. */
  public Checkpoint slim() {
    return new Checkpoint(config, parameters, Optional.empty(), progress, provenance);
  }

  /**
   * The model's identity: the SHA-256, in hex, of its parameters in order, and of nothing else. Each counts as its name in UTF-8,
   * a zero byte, the number of dimensions and the dimensions as 64-bit integers, and the values; all little-endian.
   */
  public String modelHash() {
    MessageDigest digest = FileDigest.sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (NamedTensor parameter : parameters) {
        byte[] name = parameter.name().getBytes(StandardCharsets.UTF_8);
        long[] shape = parameter.shape();
        ByteBuffer head = ByteBuffer.allocate(name.length + 1 + Long.BYTES * (1 + shape.length)).order(ByteOrder.LITTLE_ENDIAN);
        head.put(name).put((byte) 0).putLong(shape.length);
        for (long dimension : shape) {
          head.putLong(dimension);
        }
        out.write(head.array());
        TensorBytes.write(new StoredTensor.Floats(shape, parameter.values()), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The first 16 digits of {@link #modelHash}, for names and messages. */
  public String shortModelHash() {
    return modelHash().substring(0, SHORT_HASH_DIGITS);
  }

  /**
   * Makes sure that this checkpoint belongs to an architecture.
   *
   * @param expected the architecture's parameters in order
   * @param path where this checkpoint was read, for the message
   * @throws org.rdvae.base.Failure listing what is missing, unexpected, differently shaped or differently ordered
   */
  public void requireParameters(List<ParameterShape> expected, Path path) {
    ArchitectureCheck.require(path, parameters.stream().map(NamedTensor::described).toList(), expected);
  }
}
