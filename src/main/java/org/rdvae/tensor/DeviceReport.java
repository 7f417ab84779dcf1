package org.rdvae.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this machine can compute on.
 *
 * @param devices the CPU, then every card; a single entry for all cards if none was found
 */
public record DeviceReport(List<Entry> devices) {
  public DeviceReport {
    devices = List.copyOf(devices);
  }

  /**
   * One device.
   *
   * @param device as {@code --device} takes it
   * @param title what it is, for the user; may be empty
   * @param obstacle why it cannot be used; empty if it computed correctly just now
   * @param notes what the user should know about it, a sentence each
   */
  public record Entry(
      String device, String title, Optional<Obstacle> obstacle, List<String> notes) {
    public Entry {
      notes = List.copyOf(notes);
    }
  }

  /** Looks at everything, opens the CPU and makes a trial start on each card that could be used. */
  public static DeviceReport take(int threads) {
    List<Entry> entries = new ArrayList<>();
    CudaSurvey survey = CudaSurvey.take();
    Device cpu = Device.cpu(threads);
    entries.add(
        new Entry(
            "cpu",
            threads + " threads, ND4J " + cpu.binary() + ", " + cpu.features(),
            Optional.empty(),
            cpu.notes()));
    for (CudaCard card : survey.cards()) {
      entries.add(
          new Entry(
              card.device(),
              card.title(),
              survey.obstacle(card).or(() -> CudaTrial.of(card)),
              List.of()));
    }
    if (survey.cards().isEmpty()) {
      entries.add(new Entry("cuda", "", survey.obstacle(), List.of()));
    }
    return new DeviceReport(entries);
  }
}
