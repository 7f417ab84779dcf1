package org.rdvae.job;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.job.QualitySearch.Coded;

/**
 * Pictures into {@code .rdv} files. What was made is decoded once more to be measured, so that no
 * file is written that cannot be read. Safe for many threads.
 */
public final class Compression implements FileWork.Task<FileReport> {
  private final PhotoCodec codec;
  private final QualityGoal goal;
  private final StandardStreams streams;
  private final PhotoMemory memory = PhotoMemory.ofThisJava();

  /** Compresses with a codec towards a goal. */
  public Compression(PhotoCodec codec, QualityGoal goal, StandardStreams streams) {
    this.codec = codec;
    this.goal = goal;
    this.streams = streams;
  }

  @Override
  public FileReport of(FilePair files, Runnable alive) {
    return of(files, streams.read(files), content -> streams.write(files, content), alive);
  }

  /**
   * The same for a picture that was read elsewhere.
   *
   * @param files for messages and the report
   * @param output is given the file
   */
  public FileReport of(
      FilePair files, byte[] bytes, Consumer<AtomicFile.Writer> output, Runnable alive) {
    String name = files.inputName();
    if (RdvFile.claimsToBe(bytes)) {
      throw new Failure(
          Failure.Kind.BAD_DATA, name + ": expected a picture, found an .rdv file already");
    }
    PictureFile file = PictureFile.of(bytes, name);
    Photos.requireSize(file.width(), file.height(), name);
    return memory.with(
        name, file.width(), file.height(), () -> compress(files, file, output, alive));
  }

  private FileReport compress(
      FilePair files, PictureFile file, Consumer<AtomicFile.Writer> output, Runnable alive) {
    Picture picture = file.picture();
    Photo photo = Photos.of(picture);
    QualitySearch search = new QualitySearch(codec, photo, files.inputName(), alive);
    long begun = System.nanoTime();
    Coded coded = search.find(goal);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double psnr = search.psnr(coded.file());
    alive.run();
    output.accept(out -> out.write(coded.file()));
    List<String> notes = new ArrayList<>(picture.notes());
    if (!coded.note().isEmpty()) {
      notes.add(coded.note());
    }
    return FileReport.of(
        files,
        photo,
        coded.file().length,
        coded.quality(),
        OptionalDouble.of(psnr),
        seconds,
        notes);
  }
}
