package org.rdvae.reliability;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.rdvae.cli.CCompiler;

/**
 * A library between a Java process and the operating system ({@code disk.c}), which makes its
 * writes, flushes and renames fail, or records them. The program under test is the real one and
 * knows nothing of it.
 */
final class FaultyDisk {
  /** What can fail. */
  enum Call {
    WRITE(0),
    FLUSH(1),
    RENAME(2);

    /** What the library calls it. */
    private final int number;

    Call(int number) {
      this.number = number;
    }
  }

  /** How it fails: with an error, on a full disk that stays so, or in the midst of a write. */
  enum Effect {
    FAILS(0),
    FULL(1),
    SHORT(2);

    /** What the library calls it. */
    private final int number;

    Effect(int number) {
      this.number = number;
    }
  }

  private final NativeLibrary library;

  private FaultyDisk(NativeLibrary library) {
    this.library = library;
  }

  /** Compiles it; the test is left out where that, or putting it in between, is not possible. */
  static Path compile(Path folder) {
    CCompiler.require("a library that stands for a bad disk");
    try (InputStream source = FaultyDisk.class.getResourceAsStream("disk.c")) {
      return CCompiler.compile(
          folder, "disk.c", new String(source.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The variables of a process that it watches. */
  static Map<String, String> environment(Path library, Path root) {
    return Map.of("LD_PRELOAD", library.toString(), "DISK_ROOT", root.toString());
  }

  /** Its calls, in a process that was started with it. */
  static FaultyDisk inThisProcess() {
    return new FaultyDisk(NativeLibrary.getInstance(System.getenv("LD_PRELOAD")));
  }

  /** The k-th such call from now fails, counted from 1. */
  void arm(Call call, Effect effect, long k) {
    arm(call.number, effect.number, k);
  }

  /** From now nothing fails. */
  void disarm() {
    arm(-1, 0, 0);
  }

  private void arm(int call, int effect, long k) {
    library.getFunction("disk_arm").invokeVoid(new Object[] {call, effect, new NativeLong(k)});
  }

  /** Calls since then. */
  long seen(Call call) {
    return library.getFunction("disk_seen").invokeLong(new Object[] {call.number});
  }
}
