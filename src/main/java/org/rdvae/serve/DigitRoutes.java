package org.rdvae.serve;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The addresses of the model of digits. Images are in base 64.
 *
 * <pre>
 * GET  /api/digits/test/N          a test image and the posterior mean of its latents
 * GET  /api/digits/samples?count=N&amp;temperature=T&amp;seed=S&amp;label=C
 * POST /api/digits/encode          {"image": "...", "label": 0}; the same as for a test image
 * POST /api/digits/decode          {"latents": [[...], ...], "label": 0}
 * </pre>
 */
final class DigitRoutes {
  private static final int MOST_BODY_BYTES = 1 << 20;

  /** Of a number in JSON with its comma, and of all that is neither number nor image. */
  private static final int NUMBER_BYTES = 20;

  private static final int FRAME_BYTES = 1024;
  private static final float MOST_LATENT = 1000;
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,3}(\\.\\d{1,9})?");
  private static final Set<String> SAMPLING = Set.of("count", "label", "seed", "temperature");

  private record Encoding(String image, Integer label) {}

  private record Decoding(List<float[]> latents, Integer label) {}

  private record Result(List<String> images, List<float[]> latents) {}

  private final DigitModel model;

  DigitRoutes(DigitModel model) {
    this.model = model;
  }

  void addTo(Routes routes) {
    routes
        .get("/api/digits/test/*", (request, words) -> test(words.get(0)))
        .get("/api/digits/samples", (request, words) -> samples(request.query(SAMPLING)))
        .post(
            "/api/digits/encode",
            (request, words) -> request.withBody(MOST_BODY_BYTES, this::encode))
        .post(
            "/api/digits/decode",
            (request, words) -> request.withBody(MOST_BODY_BYTES, this::decode));
  }

  private Answer test(String word) {
    int count = model.about().tests();
    if (count == 0) {
      throw new Problem(Problem.NOT_FOUND, "the model's test images are not on this machine");
    }
    int image = (int) whole("image", word, 0, count - 1L);
    return answer(1, () -> model.test(image));
  }

  private Answer samples(Map<String, String> query) {
    int count = (int) whole("count", query.getOrDefault("count", "1"), 1, DigitModel.MOST_ROWS);
    long seed = whole("seed", query.getOrDefault("seed", "1"), 0, Long.MAX_VALUE);
    String temperature = query.getOrDefault("temperature", "1");
    if (!DECIMAL.matcher(temperature).matches() || Double.parseDouble(temperature) > 100) {
      throw new Problem(Problem.BAD_REQUEST, "temperature: expected a number from 0 to 100");
    }
    int label = (int) whole("label", query.getOrDefault("label", "0"), 0, mostLabel());
    return answer(count, () -> model.sample(count, Double.parseDouble(temperature), seed, label));
  }

  private Answer encode(byte[] body) {
    Encoding wanted = read(body, Encoding.class, "{\"image\": \"base 64\"}");
    int bytes = model.imageBytes();
    byte[] image;
    try {
      image = Base64.getDecoder().decode(wanted.image == null ? "" : wanted.image);
    } catch (IllegalArgumentException e) {
      throw new Problem(Problem.BAD_REQUEST, "image: expected base 64");
    }
    if (image.length != bytes) {
      throw new Problem(
          Problem.BAD_REQUEST, "image: expected " + bytes + " bytes, found " + image.length);
    }
    int label = label(wanted.label);
    return answer(1, () -> model.encode(image, label));
  }

  private Answer decode(byte[] body) {
    Decoding wanted = read(body, Decoding.class, "{\"latents\": [[0, 0.5, ...], ...]}");
    List<float[]> rows = wanted.latents == null ? List.of() : wanted.latents;
    if (rows.isEmpty() || rows.size() > DigitModel.MOST_ROWS) {
      throw new Problem(
          Problem.BAD_REQUEST,
          "latents: expected 1 to " + DigitModel.MOST_ROWS + " rows, found " + rows.size());
    }
    rows.forEach(this::requireRow);
    int label = label(wanted.label);
    return answer(rows.size(), () -> model.decode(rows, label));
  }

  private void requireRow(float[] row) {
    int size = model.about().size();
    if (row == null || row.length != size) {
      throw new Problem(Problem.BAD_REQUEST, "latents: expected rows of " + size + " numbers");
    }
    for (float value : row) {
      // Written so that NaN is refused.
      if (!(Math.abs(value) <= MOST_LATENT)) {
        throw new Problem(Problem.BAD_REQUEST, "latents: expected numbers from -1000 to 1000");
      }
    }
  }

  private static <T> T read(byte[] body, Class<T> type, String expected) {
    try {
      T value = JsonMapper.shared().readValue(body, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      // What it says is about Java's types.
      throw new Problem(Problem.BAD_REQUEST, "expected JSON such as " + expected);
    }
    throw new Problem(Problem.BAD_REQUEST, "expected JSON such as " + expected + ", found null");
  }

  private int mostLabel() {
    return Math.max(0, model.about().classes() - 1);
  }

  private int label(Integer label) {
    if (label != null && (label < 0 || label > mostLabel())) {
      throw new Problem(
          Problem.BAD_REQUEST, "label: expected a whole number from 0 to " + mostLabel());
    }
    return label == null ? 0 : label;
  }

  private static long whole(String name, String word, long least, long most) {
    long number = WHOLE.matcher(word).matches() ? Long.parseLong(word) : -1;
    if (number < least || number > most) {
      throw new Problem(
          Problem.BAD_REQUEST, name + ": expected a whole number from " + least + " to " + most);
    }
    return number;
  }

  private Answer answer(int rows, Supplier<DigitModel.Images> work) {
    long row = 2L * model.imageBytes() + (long) NUMBER_BYTES * model.about().size();
    return Answer.json(FRAME_BYTES + rows * row, () -> result(work.get()));
  }

  private static Result result(DigitModel.Images images) {
    Base64.Encoder encoder = Base64.getEncoder();
    return new Result(
        images.images().stream().map(encoder::encodeToString).toList(), images.latents());
  }
}
