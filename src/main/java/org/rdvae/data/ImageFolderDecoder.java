package org.rdvae.data;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.ParallelWork;
import org.rdvae.data.FolderFiles.Entry;
import org.rdvae.data.ImageSettings.OnBadImage;

/**
 * Decodes the files of a folder, part by part, on several threads. Every file has its place in the
 * result before decoding begins, so the result does not depend on the threads. An instance belongs
 * to one thread.
 */
final class ImageFolderDecoder {
  private final ImageFileReader reader;
  private final boolean goesOn;
  private final int threads;
  private final ReadingProgress progress;
  private final int total;
  private final BadImages bad = new BadImages();
  private int done;

  /**
   * @param total how many pictures all parts together will have, for the progress
   */
  ImageFolderDecoder(
      ImageFileReader reader,
      ImageSettings options,
      int threads,
      ReadingProgress progress,
      int total) {
    this.reader = reader;
    this.goesOn = options.onBadImage() == OnBadImage.SKIP;
    this.threads = threads;
    this.progress = progress;
    this.total = total;
  }

  /** What could not be decoded so far. */
  BadImages bad() {
    return bad;
  }

  /**
   * Decodes the first {@code wanted} of the files, or, where bad ones are skipped, the first that
   * many good ones.
   */
  NamedImages decode(Split split, List<Entry> files, int wanted) {
    int size = reader.height() * reader.width() * reader.channels();
    byte[] pixels = new byte[wanted * size];
    List<String> names = new ArrayList<>();
    int next = 0;
    while (names.size() < wanted && next < files.size()) {
      int first = names.size();
      int end = Math.min(files.size(), next + wanted - first);
      List<Entry> chunk = files.subList(next, end);
      ImageFileException[] problems = decode(chunk, pixels, first * size, size);
      for (int i = 0; i < problems.length; i++) {
        if (problems[i] != null) {
          bad.add(chunk.get(i).name(), problems[i]);
          continue;
        }
        bad.addGood();
        if (first + i > names.size()) {
          System.arraycopy(pixels, (first + i) * size, pixels, names.size() * size, size);
        }
        names.add(chunk.get(i).name());
      }
      next = goesOn ? end : files.size();
    }
    ImageSet all =
        new ImageSet(split, wanted, reader.height(), reader.width(), reader.channels(), pixels);
    return new NamedImages(all.first(names.size()), List.copyOf(names), List.of());
  }

  private ImageFileException[] decode(List<Entry> files, byte[] pixels, int at, int size) {
    ImageFileException[] problems = new ImageFileException[files.size()];
    ParallelWork.run(
        Math.min(threads, files.size()),
        files.size(),
        i -> {
          try {
            reader.read(files.get(i).path(), pixels, at + i * size);
          } catch (ImageFileException e) {
            problems[i] = e;
          }
          advance();
        });
    return problems;
  }

  private synchronized void advance() {
    done = Math.min(done + 1, total);
    progress.at(done, total);
  }
}
