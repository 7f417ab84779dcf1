package org.rdvae.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.rdvae.base.Failure;
import org.rdvae.codec.Photo;
import org.rdvae.codec.PhotoCodec;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvHeader;
import org.rdvae.codec.RdvKind;
import org.rdvae.data.Picture;
import org.rdvae.data.PictureFile;
import org.rdvae.data.PictureWriter;
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

  private static final int ID_BYTES = 16;

  /** A photo that was sent. */
  record Upload(
      String id, Photo photo, int width, int height, long fileBytes, List<String> notes) {}

  /** An {@code .rdv} file that was sent, as PNG. */
  record Decoded(
      String id, int width, int height, long bytes, double quality, String model, byte[] png) {}

  /** What the page says of it. */
  record About(String model, String hash, double lowestQuality, double highestQuality) {}

  private record Key(String id, String format, double quality) {}

  private final ServedCodec codec;
  private final PhotoModels others;
  private final Limits limits;
  private final Room places;
  private final Room memory;
  private final BoundedCache<String, Upload> uploads;
  private final BoundedCache<Key, CodedResult> results;
  private final BoundedCache<String, Decoded> decoded;

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
    uploads = new BoundedCache<>(limits.cacheBytes(), upload -> upload.photo().pixels().length);
    results = new BoundedCache<>(limits.cacheBytes(), CodedResult::memoryBytes);
    decoded = new BoundedCache<>(limits.cacheBytes(), file -> file.png().length);
  }

  About about() {
    return new About(
        codec.name(), codec.hash(), PhotoCodec.LOWEST_QUALITY, PhotoCodec.HIGHEST_QUALITY);
  }

  /** Keeps a picture. */
  Upload upload(byte[] file) {
    String id = digest(file);
    return uploads.find(id).orElseGet(() -> decode(file, id));
  }

  private Upload decode(byte[] file, String id) {
    if (RdvFile.claimsToBe(file)) {
      throw new Problem(
          Problem.UNSUPPORTED,
          "expected a picture, found an .rdv file; those are sent to /api/files");
    }
    PictureFile head = PictureFile.of(file, NAME);
    requirePixels(head.width(), head.height());
    Picture picture = work(head.width(), head.height(), head::picture);
    Upload upload =
        new Upload(
            id, Photos.of(picture), head.width(), head.height(), file.length, picture.notes());
    uploads.put(id, upload);
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

  /** A picture that was sent before. */
  private Upload find(String id) {
    return uploads
        .find(id)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.NOT_FOUND, "the server no longer has this picture; send it again"));
  }

  /** A picture in the codec's file. */
  CodedResult coded(String id, double quality) {
    double stored = RdvKind.Lossy.ofQuality(quality).quality();
    return remembered(new Key(id, "rdv", stored), photo -> code(photo, stored));
  }

  private CodedResult code(Photo photo, double quality) {
    long begun = System.nanoTime();
    byte[] file = codec.codec().compress(photo, quality);
    long coded = System.nanoTime();
    Photo back = codec.codec().decompress(file, NAME);
    return measured(photo, quality, file, back, begun, coded, true);
  }

  /** A picture as JPEG. */
  CodedResult jpeg(String id, int quality) {
    return remembered(new Key(id, "jpeg", quality), photo -> jpeg(photo, quality));
  }

  private static CodedResult jpeg(Photo photo, int quality) {
    long begun = System.nanoTime();
    byte[] file = JpegFile.of(photo, quality);
    long coded = System.nanoTime();
    Photo back = Photos.of(PictureFile.of(file, NAME).picture());
    return measured(photo, quality, file, back, begun, coded, false);
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

  /** The JPEG whose size is nearest to that of the codec's file: sizes rise with quality. */
  CodedResult jpegAsLargeAs(String id, double quality) {
    long target = coded(id, quality).file().length;
    Photo photo = find(id).photo();
    int nearest =
        work(
            photo.width(),
            photo.height(),
            () -> {
              int low = JpegFile.LOWEST_QUALITY;
              int high = JpegFile.HIGHEST_QUALITY;
              while (high - low > 1) {
                int middle = (low + high) / 2;
                if (JpegFile.of(photo, middle).length > target) {
                  high = middle;
                } else {
                  low = middle;
                }
              }
              long below = Math.abs(target - JpegFile.of(photo, low).length);
              return Math.abs(JpegFile.of(photo, high).length - target) < below ? high : low;
            });
    return jpeg(id, nearest);
  }

  /** What comes back out of the codec's file, as PNG. */
  byte[] decodedPng(String id, double quality) {
    Photo photo = coded(id, quality).decoded().orElseThrow();
    return work(photo.width(), photo.height(), () -> png(photo));
  }

  private static byte[] png(Photo photo) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PictureWriter.writePng(Photos.picture(photo), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private interface PhotoWork {
    CodedResult of(Photo photo);
  }

  private CodedResult remembered(Key key, PhotoWork work) {
    Photo photo = find(key.id()).photo();
    Optional<CodedResult> known = results.find(key);
    if (known.isPresent()) {
      return known.get();
    }
    return work(
        photo.width(),
        photo.height(),
        () -> {
          // Somebody may have asked for the same while this one waited.
          CodedResult result = results.find(key).orElseGet(() -> work.of(photo));
          results.put(key, result);
          return result;
        });
  }

  /** Decodes an {@code .rdv} file and keeps the picture. */
  Decoded decode(byte[] file) {
    String id = digest(file);
    return decoded.find(id).orElseGet(() -> decodeFile(file, id));
  }

  private Decoded decodeFile(byte[] file, String id) {
    RdvFile rdv = RdvFile.read(file, NAME);
    PhotoModels.requirePhoto(rdv, NAME);
    RdvHeader header = rdv.header();
    requirePixels(header.width(), header.height());
    PhotoCodec maker = maker(rdv);
    byte[] png = work(header.width(), header.height(), () -> png(maker.decompress(file, NAME)));
    double quality = ((RdvKind.Lossy) header.kind()).quality();
    Decoded result =
        new Decoded(
            id, header.width(), header.height(), file.length, quality, header.modelHash(), png);
    decoded.put(id, result);
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

  /** The picture of a file that was sent before. */
  byte[] decodedPng(String id) {
    return decoded
        .find(id)
        .map(Decoded::png)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.NOT_FOUND, "the server no longer has this file; send it again"));
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

  private static String digest(byte[] file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
