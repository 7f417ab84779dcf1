package org.rdvae.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rdvae.base.ProgramVersion;

/**
 * What the page shows: photographs, digits, or only why not.
 *
 * @param photos empty if there is no codec
 * @param digits empty if there is no model of images
 */
public record DemoSite(Optional<PhotoService> photos, Optional<DigitModel> digits, Limits limits) {

  /** What the page asks first. */
  private record About(
      String version,
      PhotoService.About photos,
      DigitModel.About digits,
      int mostFileBytes,
      long mostPixels,
      List<SamplePictures.Sample> samples) {}

  Routes routes() {
    SamplePictures samples = SamplePictures.load();
    About about =
        new About(
            ProgramVersion.text(),
            photos.map(PhotoService::about).orElse(null),
            digits.map(DigitModel::about).orElse(null),
            limits.fileBytes(),
            limits.pixels(),
            samples.samples());
    Routes routes = new Routes();
    Pages.load().forEach((path, page) -> routes.get(path, (request, words) -> page));
    samples.answers().forEach((path, picture) -> routes.get(path, (request, words) -> picture));
    routes.get("/api/about", (request, words) -> Answer.json(about));
    photos.ifPresentOrElse(
        service -> new PhotoRoutes(service, limits).addTo(routes),
        () -> absent(routes, "photographs", "--model"));
    digits.ifPresentOrElse(
        model -> new DigitRoutes(model).addTo(routes), () -> absent(routes, "digits", "--digits"));
    return routes;
  }

  /** So that programs which use the addresses learn what the page says, too. */
  private static void absent(Routes routes, String what, String option) {
    Problem problem =
        new Problem(
            Problem.NOT_FOUND, "this server has no model of " + what + "; start it with " + option);
    Map<String, String> roots = Map.of("photographs", "/api/pictures", "digits", "/api/digits");
    Routes.Handler refuse =
        (request, words) -> {
          throw problem;
        };
    String root = roots.get(what);
    routes.get(root, refuse).post(root, refuse).get(root + "/*", refuse).post(root + "/*", refuse);
  }
}
