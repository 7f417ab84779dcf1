package org.rdvae.reliability;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may be on a disk after the power failed at a moment of a process that {@code disk.c}
 * recorded, by the letter of POSIX, which promises less than the usual file systems keep:
 *
 * <ul>
 *   <li>bytes of a file that were flushed are there; those after them are gone, zeros, half there,
 *       there up to some byte, there with a bit flipped, or there;
 *   <li>names in a folder that was flushed are as they were then; each one that was made, renamed
 *       or deleted since is as it was before or as it was last, independent of the others.
 * </ul>
 */
final class PowerCut {
  /** A call that was done. The kinds are the letters of {@code disk.c}. */
  private record Operation(char kind, int file, byte[] first, byte[] second) {
    String path() {
      return new String(first, StandardCharsets.UTF_8);
    }

    String target() {
      return new String(second, StandardCharsets.UTF_8);
    }
  }

  /** Contents that names point to; a folder has none. */
  private static final class Node {
    private final boolean isFolder;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int flushed;

    private Node(boolean isFolder) {
      this.isFolder = isFolder;
    }
  }

  private static final int FATES = 6;

  private final List<Operation> operations = new ArrayList<>();
  private final Path run;

  private final Map<String, Node> now = new HashMap<>();
  private final Map<String, Node> flushed = new HashMap<>();
  private final Map<String, List<Node>> versions = new HashMap<>();
  private final Map<String, Integer> promised = new HashMap<>();
  private final Map<Integer, String> open = new HashMap<>();

  /**
   * @param run the recorded process's run folder, in a folder that is on the disk for sure
   */
  PowerCut(Path run, Path... records) throws IOException {
    this.run = run;
    for (Path file : records) {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
        read(in);
      }
    }
  }

  private void read(DataInputStream in) throws IOException {
    while (true) {
      char kind;
      try {
        kind = (char) in.readUnsignedByte();
      } catch (EOFException e) {
        return;
      }
      int file = in.readInt();
      byte[] first = in.readNBytes(in.readInt());
      operations.add(new Operation(kind, file, first, in.readNBytes(in.readInt())));
    }
  }

  int operations() {
    return operations.size();
  }

  /** Lets the power fail after so many operations, with luck drawn, and fills the folder. */
  void after(int count, Random random, Path folder) throws IOException {
    now.clear();
    flushed.clear();
    versions.clear();
    promised.clear();
    open.clear();
    operations.subList(0, count).forEach(this::replay);
    TreeSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(flushed.keySet());
    TreeMap<String, Node> left = new TreeMap<>();
    // Folders come before what is in them.
    for (String name : names) {
      Node node = random.nextBoolean() ? flushed.get(name) : now.get(name);
      boolean hasParent = name.equals(run.toString()) || left.containsKey(parent(name));
      if (node != null && hasParent) {
        left.put(name, node);
      }
    }
    for (Map.Entry<String, Node> entry : left.entrySet()) {
      Path path = folder.resolve(run.relativize(Path.of(entry.getKey())).toString());
      if (entry.getValue().isFolder) {
        Files.createDirectories(path);
      } else {
        write(path, entry.getValue(), random);
      }
    }
  }

  private void replay(Operation operation) {
    String path = operation.path();
    switch (operation.kind) {
      case 'M' -> now.put(path, new Node(true));
      case 'N' -> {
        now.put(path, new Node(false));
        open.put(operation.file, path);
      }
      case 'O' -> open.put(operation.file, path);
      case 'C' -> open.remove(operation.file);
      case 'W' -> now.get(open.get(operation.file)).bytes.writeBytes(operation.first);
      case 'F' -> flush(open.get(operation.file));
      case 'U' -> now.remove(path);
      case 'R' -> {
        Node node = now.remove(path);
        now.put(operation.target(), node);
        versions.computeIfAbsent(operation.target(), name -> new ArrayList<>()).add(node);
      }
      default ->
          throw new IllegalStateException("not simulated: " + operation.kind + " of " + path);
    }
  }

  private void flush(String path) {
    Node node = now.get(path);
    if (node != null && !node.isFolder) {
      node.flushed = node.bytes.size();
      return;
    }
    flushed.keySet().removeIf(name -> parent(name).equals(path) && !now.containsKey(name));
    now.forEach(
        (name, entry) -> {
          if (parent(name).equals(path)) {
            flushed.put(name, entry);
            promised.put(name, versions.getOrDefault(name, List.of()).size());
          }
        });
  }

  private static String parent(String name) {
    return Objects.toString(Path.of(name).getParent(), "");
  }

  private static void write(Path path, Node node, Random random) throws IOException {
    byte[] bytes = node.bytes.toByteArray();
    int tail = bytes.length - node.flushed;
    if (tail > 0) {
      switch (random.nextInt(FATES)) {
        case 0 -> {
          if (node.flushed == 0 && random.nextBoolean()) {
            return;
          }
          bytes = Arrays.copyOf(bytes, node.flushed);
        }
        case 1 -> Arrays.fill(bytes, node.flushed, bytes.length, (byte) 0);
        case 2 -> bytes = Arrays.copyOf(bytes, node.flushed + tail / 2);
        case 3 -> bytes = Arrays.copyOf(bytes, node.flushed + random.nextInt(tail));
        case 4 -> bytes[node.flushed + random.nextInt(tail)] ^= (byte) (1 << random.nextInt(8));
        default -> {} // All of it reached the disk.
      }
    }
    Files.write(path, bytes);
  }

  /** Whether the process had been told before the cut that a file of this name is on the disk. */
  boolean isPromised(Path file) {
    return promised.getOrDefault(name(file), 0) > 0;
  }

  /** What the file may hold: what was promised, or what was on its way since. */
  List<byte[]> mayHold(Path file) {
    List<Node> all = versions.getOrDefault(name(file), List.of());
    return all.subList(Math.max(0, promised.getOrDefault(name(file), 0) - 1), all.size()).stream()
        .map(node -> node.bytes.toByteArray())
        .toList();
  }

  private String name(Path file) {
    return run.resolve(file).toString();
  }
}
