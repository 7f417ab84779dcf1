package org.rdvae.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rdvae.base.Failure;

/**
 * Photographs that come with the program, to try the page with. {@code pictures/listing.txt} has a
 * line for each: name of the file, title, origin and terms, with tabs between; lines that begin
 * with {@code #} say something about the list. There need not be any.
 */
record SamplePictures(List<Sample> samples, Map<String, Answer> answers) {
  private static final String FOLDER = "pictures/";
  private static final String LISTING = FOLDER + "listing.txt";
  private static final int FIELDS = 3;
  private static final Map<String, String> TYPES =
      Map.of("png", "image/png", "jpg", "image/jpeg", "webp", "image/webp");

  /** One of them, as the page shows it. */
  record Sample(String address, String title, String origin) {}

  static SamplePictures load() {
    if (SamplePictures.class.getResource(LISTING) == null) {
      return new SamplePictures(List.of(), Map.of());
    }
    return of(new String(Pages.resource(LISTING), StandardCharsets.UTF_8));
  }

  static SamplePictures of(String listing) {
    List<Sample> samples = new ArrayList<>();
    Map<String, Answer> answers = new TreeMap<>();
    for (String line : listing.lines().filter(line -> !line.isBlank()).toList()) {
      if (!line.startsWith("#")) {
        String[] fields = line.split("\t", -1);
        String type = TYPES.get(fields[0].substring(fields[0].lastIndexOf('.') + 1));
        if (fields.length != FIELDS || type == null) {
          throw new Failure(
              Failure.Kind.BUG,
              LISTING
                  + ": expected a file that ends in .jpg, .png or .webp, a title and an origin, with"
                  + " tabs between, found "
                  + line);
        }
        String address = "/samples/" + fields[0];
        samples.add(new Sample(address, fields[1], fields[2]));
        answers.put(address, Answer.of(type, Pages.resource(FOLDER + fields[0])));
      }
    }
    return new SamplePictures(List.copyOf(samples), answers);
  }
}
