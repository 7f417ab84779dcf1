package org.rdvae.job;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvHeader;
import org.rdvae.codec.RdvKind;
import org.rdvae.data.Picture;

/** {@code .rdv} files into pictures. Safe for many threads. */
public final class Decompression implements FileWork.Task<FileReport> {
  private final BiFunction<RdvFile, String, PhotoCodec> codecs;
  private final PhotoFormat format;
  private final StandardStreams streams;
  private final PhotoMemory memory = PhotoMemory.ofThisJava();

  /**
   * Decompresses into a format.
   *
   * @param codecs finds a file's codec; it is also given the file's name for messages
   */
  public Decompression(
      BiFunction<RdvFile, String, PhotoCodec> codecs, PhotoFormat format, StandardStreams streams) {
    this.codecs = codecs;
    this.format = format;
    this.streams = streams;
  }

  @Override
  public FileReport of(FilePair files, Runnable alive) {
    return of(files, streams.read(files), content -> streams.write(files, content), alive);
  }

  /**
   * The same for an {@code .rdv} file that was read elsewhere.
   *
   * @param files for messages and the report
   * @param output is given the picture
   */
  public FileReport of(
      FilePair files, byte[] bytes, Consumer<AtomicFile.Writer> output, Runnable alive) {
    String name = files.inputName();
    RdvFile file = RdvFile.read(bytes, name);
    RdvHeader header = file.header();
    PhotoModels.requirePhoto(file, name);
    Photos.requireSize(header.width(), header.height(), name);
    PhotoCodec codec = codecs.apply(file, name);
    return memory.with(
        name,
        header.width(),
        header.height(),
        () -> decompress(files, bytes, header, codec, output, alive));
  }

  private FileReport decompress(
      FilePair files,
      byte[] bytes,
      RdvHeader header,
      PhotoCodec codec,
      Consumer<AtomicFile.Writer> output,
      Runnable alive) {
    long begun = System.nanoTime();
    Photo photo = codec.decompress(bytes, files.inputName());
    double seconds = (System.nanoTime() - begun) / 1e9;
    Picture picture = Photos.picture(photo);
    alive.run();
    output.accept(out -> format.write(picture, out));
    return FileReport.of(
        files,
        photo,
        bytes.length,
        ((RdvKind.Lossy) header.kind()).quality(),
        OptionalDouble.empty(),
        seconds,
        format.keepsProfile() || photo.profile().isEmpty()
            ? List.of()
            : List.of("its colour profile is left out, for which PNM has no place"));
  }
}
