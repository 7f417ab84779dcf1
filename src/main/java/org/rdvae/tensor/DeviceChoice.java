package org.rdvae.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;

/**
 * Which device a request leads to, and why. Decided once, when first asked, and before ND4J is
 * touched; a card is taken only after a trial start on it in another process.
 */
public final class DeviceChoice {
  private final DeviceRequest request;
  private Decision decision;
  private Device device;

  /**
   * @param card empty for the CPU
   * @param reason of the CPU; half a sentence
   */
  private record Decision(Optional<CudaCard> card, String reason) {}

  private DeviceChoice(DeviceRequest request) {
    this.request = request;
  }

  public static DeviceChoice of(DeviceRequest request) {
    return new DeviceChoice(request);
  }

  /**
   * Refuses a request for a GPU that cannot be had, before anything else is done.
   *
   * @throws Failure of kind DEVICE that tells what is missing and what would change it
   */
  public void check() {
    if (request.kind() == DeviceRequest.Kind.CUDA) {
      decide();
    }
  }

  /**
   * Opens the device.
   *
   * @throws Failure of kind DEVICE if that fails
   */
  public synchronized Device open(int threads) {
    Optional<CudaCard> card = decide().card;
    if (device == null || device.threads() != threads) {
      device = card.isPresent() ? Device.cuda(card.get(), threads) : Device.cpu(threads);
    }
    return device;
  }

  /** Whether there was a choice at all: without a CUDA backend it is the CPU. */
  public boolean hasAlternatives() {
    return CudaSurvey.ofClassPath().build().isPresent();
  }

  /** One line for the user: the device that was opened, and why it is that one. */
  public synchronized String line() {
    Decision made = decide();
    return made.card.isPresent()
        ? "device: " + made.card.get().device() + " " + made.card.get().title() + ", checked"
        : "device: cpu" + (device == null ? "" : ", " + device.threadWords()) + ", " + made.reason;
  }

  private synchronized Decision decide() {
    if (decision == null) {
      decision =
          request.kind() == DeviceRequest.Kind.CPU
              ? new Decision(Optional.empty(), "as asked for")
              : look();
    }
    return decision;
  }

  private Decision look() {
    CudaSurvey survey = CudaSurvey.ofClassPath();
    if (survey.build().isPresent()) {
      survey = CudaSurvey.take();
    }
    Optional<Obstacle> obstacle = survey.obstacle();
    if (obstacle.isPresent()) {
      return withoutCard(obstacle.get().text());
    }
    List<String> refused = new ArrayList<>();
    for (CudaCard card : survey.cards()) {
      if (request.card().isEmpty() || request.card().getAsInt() == card.index()) {
        Optional<Obstacle> wrong = survey.obstacle(card).or(() -> CudaTrial.of(card));
        if (wrong.isEmpty()) {
          return new Decision(Optional.of(card), "");
        }
        refused.add(card.device() + " " + card.name() + ": " + wrong.get().text());
      }
    }
    return withoutCard(refused.isEmpty() ? noSuchCard(survey) : String.join("; ", refused));
  }

  private static String noSuchCard(CudaSurvey survey) {
    return survey.cards().stream()
        .map(card -> card.device() + " " + card.name())
        .collect(Collectors.joining(", ", "there is no such card; found ", ""));
  }

  private Decision withoutCard(String why) {
    if (request.kind() == DeviceRequest.Kind.CUDA) {
      throw new Failure(
          Failure.Kind.DEVICE,
          "--device " + request + ": " + why + "; or use --device auto or cpu.");
    }
    return new Decision(Optional.empty(), "no GPU: " + why);
  }
}
