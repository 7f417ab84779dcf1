package org.rdvae.serve;

import java.util.List;
import java.util.regex.Pattern;
import org.rdvae.codec.PhotoCodec;

/**
 * The addresses of photographs.
 *
 * <pre>
 * POST /api/pictures                       a picture's file; gives its id
 * GET  /api/pictures/ID/rdv/Q              size and fidelity at quality Q
 * GET  /api/pictures/ID/rdv/Q/file         the .rdv
 * GET  /api/pictures/ID/rdv/Q/picture      what comes back out of it, PNG
 * GET  /api/pictures/ID/rdv/Q/jpeg         size and fidelity of the JPEG that is about as large
 * GET  /api/pictures/ID/jpeg/N             the same of the JPEG at quality N
 * GET  /api/pictures/ID/jpeg/N/file
 * POST /api/files                          an .rdv; gives its id and what it says of itself
 * GET  /api/files/ID/picture               PNG
 * </pre>
 */
final class PhotoRoutes {
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,3}");
  private static final String PNG = "image/png";
  private static final String JPEG = "image/jpeg";

  private record Uploaded(
      String id, int width, int height, int channels, long bytes, List<String> notes) {}

  private record DecodedFile(
      String id, int width, int height, long bytes, double quality, String model) {}

  private final PhotoService service;
  private final Limits limits;

  PhotoRoutes(PhotoService service, Limits limits) {
    this.service = service;
    this.limits = limits;
  }

  void addTo(Routes routes) {
    routes
        .post(
            "/api/pictures", (request, words) -> request.withBody(limits.fileBytes(), this::upload))
        .get(
            "/api/pictures/*/rdv/*",
            (request, words) ->
                Answer.json(service.coded(words.get(0), quality(words.get(1))).summary()))
        .get(
            "/api/pictures/*/rdv/*/file",
            (request, words) -> rdv(words.get(0), quality(words.get(1))))
        .get(
            "/api/pictures/*/rdv/*/picture",
            (request, words) -> png(words.get(0), quality(words.get(1))))
        .get(
            "/api/pictures/*/rdv/*/jpeg",
            (request, words) ->
                Answer.json(service.jpegAsLargeAs(words.get(0), quality(words.get(1))).summary()))
        .get(
            "/api/pictures/*/jpeg/*",
            (request, words) ->
                Answer.json(service.jpeg(words.get(0), jpegQuality(words.get(1))).summary()))
        .get(
            "/api/pictures/*/jpeg/*/file",
            (request, words) -> jpeg(words.get(0), jpegQuality(words.get(1))))
        .post("/api/files", (request, words) -> request.withBody(limits.fileBytes(), this::decode))
        .get("/api/files/*/picture", (request, words) -> png(words.get(0)));
  }

  /** Asks for the file twice: first for its size, and for itself once there is room for it. */
  private Answer rdv(String id, double quality) {
    return Answer.file(
        service.coded(id, quality).file().length, () -> service.coded(id, quality).file());
  }

  private Answer jpeg(String id, int quality) {
    return Answer.of(
        JPEG, service.jpeg(id, quality).file().length, () -> service.jpeg(id, quality).file());
  }

  private Answer png(String id, double quality) {
    return Answer.of(PNG, service.mostPngBytes(id), () -> service.decodedPng(id, quality));
  }

  private Answer png(String id) {
    return Answer.of(PNG, service.decoded(id).png().length, () -> service.decoded(id).png());
  }

  private Answer upload(byte[] body) {
    RecentPhotos.Upload upload = service.upload(body);
    return Answer.json(
        new Uploaded(
            upload.id(),
            upload.width(),
            upload.height(),
            upload.photo().channels(),
            upload.fileBytes(),
            upload.notes()));
  }

  private Answer decode(byte[] body) {
    RecentPhotos.Decoded file = service.decode(body);
    return Answer.json(
        new DecodedFile(
            file.id(), file.width(), file.height(), file.bytes(), file.quality(), file.model()));
  }

  private static double quality(String word) {
    double quality = DECIMAL.matcher(word).matches() ? Double.parseDouble(word) : Double.NaN;
    // Written so that NaN is refused.
    if (!(quality >= PhotoCodec.LOWEST_QUALITY && quality <= PhotoCodec.HIGHEST_QUALITY)) {
      throw new Problem(
          Problem.BAD_REQUEST, "quality: expected a number from 1 to 8, decimals allowed");
    }
    return quality;
  }

  private static int jpegQuality(String word) {
    int quality = WHOLE.matcher(word).matches() ? Integer.parseInt(word) : 0;
    if (quality < JpegFile.LOWEST_QUALITY || quality > JpegFile.HIGHEST_QUALITY) {
      throw new Problem(Problem.BAD_REQUEST, "JPEG quality: expected a whole number from 1 to 100");
    }
    return quality;
  }
}
