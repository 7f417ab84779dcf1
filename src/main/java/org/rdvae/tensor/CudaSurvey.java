package org.rdvae.tensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this machine and the class path have for computing on NVIDIA cards, found out without
 * touching ND4J.
 *
 * @param build ND4J's CUDA backend on the class path
 * @param driver what is wrong with the driver
 * @param missing CUDA's libraries that are neither on the class path nor in the system
 */
record CudaSurvey(
    Optional<CudaBuild> build,
    Optional<Obstacle> driver,
    List<String> missing,
    List<CudaCard> cards) {
  private static final int SECONDS = 60;
  private static final int OLDEST_CUDA = 11_000;
  private static final String OLDEST_DRIVER = "450.80.02";

  private static final Obstacle NO_BUILD =
      new Obstacle(
          "this build of rdvae has no CUDA backend",
          "RDVAE_PROFILE=cuda ./rdvae makes one that has");

  /** The backend on the class path and nothing else: costs no process. */
  static CudaSurvey ofClassPath() {
    return new CudaSurvey(
        CudaBuild.find(CudaSurvey.class.getClassLoader()), Optional.empty(), List.of(), List.of());
  }

  /** Everything; starts a process, which takes some tenths of a second. */
  static CudaSurvey take() {
    Optional<CudaBuild> build = ofClassPath().build();
    boolean linux = System.getProperty("os.name").equals("Linux");
    if (!linux || !System.getProperty("os.arch").equals("amd64")) {
      return broken(
          build,
          new Obstacle(
              "GPUs are used on Linux on x86-64 only", "run it there, or on the CPU as here"));
    }
    try {
      ChildJava.Result result =
          ChildJava.run(
              CudaProbe.class,
              List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"),
              Map.of(),
              SECONDS);
      return parse(build, result);
    } catch (IOException e) {
      return broken(build, new Obstacle("looking for it failed (" + e + ")", "mend that"));
    }
  }

  private static CudaSurvey broken(Optional<CudaBuild> build, Obstacle obstacle) {
    return new CudaSurvey(build, Optional.of(obstacle), List.of(), List.of());
  }

  static CudaSurvey parse(Optional<CudaBuild> build, ChildJava.Result result) {
    Optional<Obstacle> driver = Optional.empty();
    List<String> missing = new ArrayList<>();
    List<CudaCard> cards = new ArrayList<>();
    boolean complete = false;
    for (String line : result.output().split("\n", -1)) {
      String[] words = line.split("\t", -1);
      switch (words[0]) {
        case "no-driver" -> driver = Optional.of(noDriver());
        case "broken-driver" -> driver = Optional.of(brokenDriver(words[1]));
        case "driver" -> driver = oldDriver(Integer.parseInt(words[1]));
        case "missing" -> missing.add(words[1]);
        case "card" -> cards.add(card(words));
        case "end" -> complete = true;
        default -> {}
      }
    }
    return complete ? new CudaSurvey(build, driver, missing, cards) : broken(build, crash(result));
  }

  private static CudaCard card(String[] words) {
    return new CudaCard(
        Integer.parseInt(words[1]),
        words[6],
        ComputeCapability.of(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        words[5].equals("-") ? Optional.empty() : Optional.of(words[5]));
  }

  private static Obstacle noDriver() {
    return new Obstacle(
        "there is no NVIDIA driver (libcuda.so.1 was not found)",
        "install the card's driver, version " + OLDEST_DRIVER + " or later");
  }

  private static Obstacle brokenDriver(String error) {
    return error.equals("CUDA_ERROR_NO_DEVICE")
        ? new Obstacle(
            "the NVIDIA driver sees no card (" + error + ")",
            "look at nvidia-smi and CUDA_VISIBLE_DEVICES")
        : new Obstacle(
            "the NVIDIA driver does not start (" + error + ")", "nvidia-smi may tell more");
  }

  private static Optional<Obstacle> oldDriver(int version) {
    return version >= OLDEST_CUDA
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "the NVIDIA driver is too old: it is for CUDA "
                    + version / 1000
                    + "."
                    + version % 1000 / 10
                    + ", and 11.0 is the least",
                "install version " + OLDEST_DRIVER + " or later"));
  }

  private static Obstacle crash(ChildJava.Result result) {
    return result.code() == -1
        ? new Obstacle(
            "the NVIDIA driver gave no answer for " + SECONDS + " seconds",
            "nvidia-smi may tell more")
        : new Obstacle(
            "looking for it ended with exit code " + result.code(), "nvidia-smi may tell more");
  }

  /** What keeps all cards from being used. */
  Optional<Obstacle> obstacle() {
    if (build.isEmpty()) {
      return Optional.of(NO_BUILD);
    }
    if (driver.isPresent()) {
      return driver;
    }
    if (cards.isEmpty()) {
      return Optional.of(brokenDriver("CUDA_ERROR_NO_DEVICE"));
    }
    if (!missing.isEmpty()) {
      return Optional.of(CudaLibraries.missing(missing));
    }
    return build.get().hasNativeLibrary()
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                build.get().title() + " is here without its native library",
                "RDVAE_PROFILE=cuda brings it (classifier linux-x86_64-cudnn)"));
  }

  /** What keeps this card from being used. */
  Optional<Obstacle> obstacle(CudaCard card) {
    Optional<Obstacle> all = obstacle();
    return all.isPresent() ? all : card.obstacle(build.orElseThrow());
  }
}
