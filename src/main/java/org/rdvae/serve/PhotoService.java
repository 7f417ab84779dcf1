package org.rdvae.serve;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.base.Sha256;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvHeader;
import org.rdvae.codec.RdvKind;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.evaluation.CodedPhoto;
import org.rdvae.evaluation.PhotoMeasure;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.Photos;

/**
 * Codes, decodes and measures photographs for the page, a few at a time, and remembers the last of
 * them: uploads by a digest of their bytes, so that moving the slider sends nothing again. Safe for
 * many threads.
 */
public final class PhotoService {
  /** How messages call what somebody sent. */
  private static final String NAME = "this file";

  private static final int ID_DIGITS = 32;

  /** What the page says of it. */
  record About(String model, String hash, double lowestQuality, double highestQuality) {}

  private final ServedCodec codec;
  private final PhotoModels others;
  private final Limits limits;
  private final Room places;
  private final Room memory;
  private final RecentPhotos recent;

  /**
   * @param codec that compresses
   * @param others where the models of files are looked for that another codec made
   */
  public PhotoService(ServedCodec codec, PhotoModels others, Limits limits) {
    this.codec = codec;
    this.others = others;
    this.limits = limits;
    places = Room.ofPlaces(limits.atOnce(), limits);
    memory = Room.ofBytes(limits.workBytes(), limits);
    recent = new RecentPhotos(limits.cacheBytes());
  }

  About about() {
    return new About(
        codec.name(), codec.hash(), PhotoCodec.LOWEST_QUALITY, PhotoCodec.HIGHEST_QUALITY);
  }

  /** Keeps a picture. */
  RecentPhotos.Upload upload(byte[] file) {
    String id = Sha256.of(file).substring(0, ID_DIGITS);
    return recent.findUpload(id).orElseGet(() -> decode(file, id));
  }

  private RecentPhotos.Upload decode(byte[] file, String id) {
    if (RdvFile.claimsToBe(file)) {
      throw new Problem(
          Problem.UNSUPPORTED,
          "expected a picture, found an .rdv file; those are sent to /api/files");
    }
    PictureFile head = PictureFile.of(file, NAME);
    requirePixels(head.width(), head.height());
    Picture picture = work(head.width(), head.height(), head::picture);
    RecentPhotos.Upload upload =
        new RecentPhotos.Upload(
            id, Photos.of(picture), head.width(), head.height(), file.length, picture.notes());
    recent.keep(upload);
    return upload;
  }

  private void requirePixels(int width, int height) {
    if ((long) width * height > limits.pixels()) {
      throw new Problem(
          Problem.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "expected a picture of at most %.1f megapixels, found %d x %d",
              limits.pixels() / 1e6,
              width,
              height));
    }
  }

  /** A picture in the codec's file. */
  CodedResult coded(String id, double quality) {
    RecentPhotos.Key key = rdvKey(id, quality);
    return recent.findResult(key).orElseGet(() -> work(id, photo -> coded(key, photo)));
  }

  private static RecentPhotos.Key rdvKey(String id, double quality) {
    return new RecentPhotos.Key(id, "rdv", RdvKind.Lossy.ofQuality(quality).quality());
  }

  private CodedResult coded(RecentPhotos.Key key, Photo photo) {
    return remembered(
        key,
        () -> {
          long begun = System.nanoTime();
          byte[] file = codec.codec().compress(photo, key.quality());
          long coded = System.nanoTime();
          Photo back = codec.codec().decompress(file, NAME);
          return measured(photo, key.quality(), file, back, begun, coded, true);
        });
  }

  /** A picture as JPEG. */
  CodedResult jpeg(String id, int quality) {
    RecentPhotos.Key key = jpegKey(id, quality);
    return recent.findResult(key).orElseGet(() -> work(id, photo -> jpeg(key, photo)));
  }

  private static RecentPhotos.Key jpegKey(String id, int quality) {
    return new RecentPhotos.Key(id, "jpeg", quality);
  }

  private CodedResult jpeg(RecentPhotos.Key key, Photo photo) {
    return remembered(
        key,
        () -> {
          long begun = System.nanoTime();
          byte[] file = JpegFile.of(photo, (int) key.quality());
          long coded = System.nanoTime();
          Photo back = Photos.of(PictureFile.of(file, NAME).picture());
          return measured(photo, key.quality(), file, back, begun, coded, false);
        });
  }

  /** The JPEG whose size is nearest to that of the codec's file. */
  CodedResult jpegAsLargeAs(String id, double quality) {
    return work(
        id,
        photo -> {
          long target = coded(rdvKey(id, quality), photo).file().length;
          return jpeg(jpegKey(id, JpegFile.qualityOfSize(photo, target)), photo);
        });
  }

  /** What comes back out of the codec's file, as PNG. */
  byte[] decodedPng(String id, double quality) {
    return work(id, photo -> PngFile.of(coded(rdvKey(id, quality), photo).decoded().orElseThrow()));
  }

  /** That PNG's size, before anybody has made it. */
  long mostPngBytes(String id) {
    return PngFile.mostBytes(recent.upload(id).photo());
  }

  private static CodedResult measured(
      Photo photo,
      double quality,
      byte[] file,
      Photo back,
      long begun,
      long coded,
      boolean isKept) {
    long done = System.nanoTime();
    CodedPhoto result =
        new CodedPhoto(file.length, back, (coded - begun) / 1e9, (done - coded) / 1e9);
    return new CodedResult(
        file,
        PhotoMeasure.of(NAME, photo, quality, result),
        isKept ? Optional.of(back) : Optional.empty());
  }

  /** Somebody may have asked for the same while this one waited. */
  private CodedResult remembered(RecentPhotos.Key key, Supplier<CodedResult> work) {
    CodedResult result = recent.findResult(key).orElseGet(work);
    recent.keep(key, result);
    return result;
  }

  /** Decodes an {@code .rdv} file and keeps the picture. */
  RecentPhotos.Decoded decode(byte[] file) {
    String id = Sha256.of(file).substring(0, ID_DIGITS);
    return recent.findDecoded(id).orElseGet(() -> decodeFile(file, id));
  }

  private RecentPhotos.Decoded decodeFile(byte[] file, String id) {
    RdvFile rdv = RdvFile.read(file, NAME);
    PhotoModels.requirePhoto(rdv, NAME);
    RdvHeader header = rdv.header();
    requirePixels(header.width(), header.height());
    PhotoCodec maker = maker(rdv);
    byte[] png =
        work(header.width(), header.height(), () -> PngFile.of(maker.decompress(file, NAME)));
    double quality = ((RdvKind.Lossy) header.kind()).quality();
    RecentPhotos.Decoded result =
        new RecentPhotos.Decoded(
            id, header.width(), header.height(), file.length, quality, header.modelHash(), png);
    recent.keep(result);
    return result;
  }

  private PhotoCodec maker(RdvFile file) {
    String hash = file.header().modelHash();
    if (codec.hash().startsWith(hash)) {
      return codec.codec();
    }
    try {
      return others.of(file, NAME);
    } catch (Failure e) {
      // Its message names folders of this machine, which are nobody's business who only sees a
      // page.
      throw new Problem(
          Problem.UNPROCESSABLE,
          "this file was made with model " + hash + ", which the server does not have");
    }
  }

  /** A file that was sent before. */
  RecentPhotos.Decoded decoded(String id) {
    return recent.decoded(id);
  }

  /**
   * Works on a picture that was sent before. What waits holds no picture: it may be forgotten
   * meanwhile. All that one request needs is done in one go for the same reason.
   */
  private <T> T work(String id, Function<Photo, T> work) {
    RecentPhotos.Upload upload = recent.upload(id);
    int width = upload.width();
    int height = upload.height();
    return work(width, height, () -> work.apply(recent.upload(id).photo()));
  }

  /** Works on a picture of this size as soon as there is room. */
  @SuppressWarnings("try") // Nobody asks the shares for anything.
  private <T> T work(int width, int height, Supplier<T> work) {
    try (Room.Share place = places.place();
        Room.Share share = memory.bytes((long) width * height * Limits.BYTES_PER_PIXEL)) {
      return work.get();
    } catch (OutOfMemoryError e) {
      throw new Problem(Problem.TOO_LARGE, "the server has too little memory for this picture");
    }
  }
}
