package org.rdvae.spark;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.job.Decompression;
import org.rdvae.job.PhotoFormat;

/** Every {@code .rdv} file of one model into a picture, as {@code rdvae decompress} makes it. */
record DecompressWork(String model, int threads, PhotoFormat format) implements CorpusWork {
  private static final long serialVersionUID = 1L;

  @Override
  public String command() {
    return "decompress";
  }

  @Override
  public String doing() {
    return "decompressing";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("format", format.words());
  }

  @Override
  public String tables() {
    return "manifest";
  }

  @Override
  public MessageType schema() {
    return PhotoPart.columns();
  }

  @Override
  public String files() {
    return ".rdv files";
  }

  @Override
  public boolean takes(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).endsWith(".rdv");
  }

  @Override
  public String extension() {
    return format.extension();
  }

  @Override
  public int leastFiles() {
    return 4;
  }

  @Override
  public int mostFiles() {
    return 250;
  }

  @Override
  public OpenPart open(Path checkpoint, OutputFiles outputs, Consumer<Group> rows) {
    Decompression decompression =
        LoadedOnce.get(
            this,
            Decompression.class,
            () -> {
              PhotoCodec codec = PhotoPart.codec(checkpoint, threads);
              return new Decompression((file, name) -> codec, format, PhotoPart.NO_STREAMS);
            });
    return new PhotoPart(this, decompression::of, outputs, rows);
  }
}
