package org.rdvae.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.rdvae.data.PicturePath;
import org.rdvae.job.Compression;
import org.rdvae.job.QualityGoal;

/**
 * Every picture into an {@code .rdv} file, the same bytes that {@code rdvae compress} makes.
 *
 * @param goal the name of the option that said what the files are to be
 * @param value of that option
 */
record CompressWork(String model, int threads, String goal, double value) implements CorpusWork {
  private static final long serialVersionUID = 1L;
  static final String QUALITY = "quality";
  static final String BITS = "target-bpp";
  static final String PSNR = "target-psnr";

  @Override
  public String command() {
    return "compress";
  }

  @Override
  public String doing() {
    return "compressing";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(goal, Double.toString(value));
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
  public boolean takes(String fileName) {
    return PicturePath.isPicture(fileName);
  }

  @Override
  public String extension() {
    return ".rdv";
  }

  @Override
  public int leastFiles() {
    return 4;
  }

  @Override
  public int mostFiles() {
    return 250;
  }

  private QualityGoal qualityGoal() {
    return switch (goal) {
      case BITS -> new QualityGoal.AtMostBits(value);
      case PSNR -> new QualityGoal.AtLeastPsnr(value);
      default -> new QualityGoal.AtQuality(value);
    };
  }

  @Override
  public OpenPart open(Path checkpoint, OutputFiles outputs, Consumer<Group> rows) {
    Compression compression =
        LoadedOnce.get(
            this,
            Compression.class,
            () ->
                new Compression(
                    PhotoPart.codec(checkpoint, threads), qualityGoal(), PhotoPart.NO_STREAMS));
    return new PhotoPart(this, compression::of, outputs, rows);
  }
}
