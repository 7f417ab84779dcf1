package org.rdvae.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rdvae.base.JavaProcess;
import org.rdvae.tensor.Device;

/**
 * The small codec in a Java process of its own with another number of threads: decodes the {@code
 * .rdv} files of a folder, and makes some.
 */
final class OtherProcess {
  static final String MADE = "made-there.rdv";

  private OtherProcess() {}

  /** A photograph that both processes know. */
  static Photo photo() {
    return SmallCodec.photo(75, 50, 3);
  }

  /** The integers of a file, as they are decoded. */
  static byte[] latents(LossyCodec codec, byte[] file, String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.decode(
        RdvFile.read(file, name),
        segment -> {
          out.writeBytes(bytes(segment.hyperLatents()));
          out.writeBytes(bytes(segment.latents()));
        });
    return out.toByteArray();
  }

  private static byte[] bytes(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  /** Runs it to its end. */
  static void run(Path folder, int threads) {
    JavaProcess.of(OtherProcess.class, folder, threads)
        .set("OMP_NUM_THREADS", Integer.toString(threads))
        .output();
  }

  /**
   * What the process does.
   *
   * @param words folder and number of threads
   */
  public static void main(String[] words) throws IOException {
    Path folder = Path.of(words[0]);
    Device device = Device.cpu(Integer.parseInt(words[1]));
    LossyCodec codec = SmallCodec.codec(device, SmallCodec.HASH, LossyCodec.TILE, 32);
    Files.write(folder.resolve(MADE), codec.compress(photo(), 6.5));
    List<Path> files;
    try (var all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".rdv")).toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      Files.write(folder.resolve(name + ".latents"), latents(codec, bytes, name));
      Files.write(folder.resolve(name + ".pixels"), codec.decompress(bytes, name).pixels());
    }
  }
}
