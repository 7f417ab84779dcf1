package org.rdvae.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sets that can be fetched. Sizes and checksums are in the resource {@code files.tsv}. Those of
 * MNIST, Fashion-MNIST and Kodak were computed from copies at hand (the first two have the MD5 sums
 * that torchvision lists, too); that of CIFAR-10's archive is the one that MLDatasets.jl lists. The
 * addresses are those that the sets' own pages, torchvision and TensorFlow Datasets name.
 */
public final class PublicSets {
  private static final int IMAGES_OF_A_CIFAR_BATCH = 10_000;

  private PublicSets() {}

  /** All of them. */
  public static List<PublicSet> all() {
    return List.of(
        set(
            "mnist",
            "MNIST, 60,000 + 10,000 handwritten digits, grey, 28 x 28",
            "copyright Yann LeCun and Corinna Cortes; CC BY-SA 3.0, as the documentation of Keras"
                + " states",
            List.of(
                "https://storage.googleapis.com/cvdf-datasets/mnist/",
                "https://ossci-datasets.s3.amazonaws.com/mnist/"),
            Optional.empty(),
            greyImages()),
        set(
            "fashion-mnist",
            "Fashion-MNIST, 60,000 + 10,000 pictures of clothes, grey, 28 x 28",
            "MIT, copyright 2017 Zalando SE",
            List.of(
                "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
                "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            Optional.empty(),
            greyImages()),
        set(
            "cifar10",
            "CIFAR-10, 50,000 + 10,000 small photographs, colour, 32 x 32",
            "no licence is stated; its authors ask to cite Krizhevsky, Learning Multiple Layers of"
                + " Features from Tiny Images, 2009",
            List.of(
                "https://www.cs.toronto.edu/~kriz/",
                "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/"),
            Optional.of(new CifarArchive(IMAGES_OF_A_CIFAR_BATCH)),
            List.of(
                "data: {set: idx, path: FOLDER, binarization: none}    # likelihood:"
                    + " discretized-logistic or logistic-mixture")),
        set(
            "kodak",
            "Kodak's 24 photographs, colour, 768 x 512",
            "commonly said to be released by Eastman Kodak for unrestricted use; no licence text",
            List.of(
                "https://r0k.us/graphics/kodak/kodak/",
                "https://raw.githubusercontent.com/BinomialLLC/basis_universal/"
                    + "9bebe16726b3a61c8c213eeee3b7cffb462ef34e/test_files/"),
            Optional.empty(),
            List.of(
                "# What codecs are measured on, so train on other photographs:",
                "rdvae curve FOLDER/*.png --model CHECKPOINT --out curve")));
  }

  /** The usual two ways to read grey images, and the third for classes. */
  private static List<String> greyImages() {
    return List.of(
        "data: {set: idx, path: FOLDER}    # bits, drawn anew in each epoch; likelihood: bernoulli",
        "data: {set: idx, path: FOLDER, binarization: none}    # 8-bit values; likelihood:"
            + " discretized-logistic",
        "data: {set: idx, path: FOLDER, labels: true}    # with model: {classes: 10}");
  }

  private static PublicSet set(
      String name,
      String title,
      String terms,
      List<String> addresses,
      Optional<CifarArchive> archive,
      List<String> use) {
    return new PublicSet(
        name,
        title,
        terms,
        filesOf(name),
        addresses.stream().map(URI::create).toList(),
        archive,
        use);
  }

  private static List<PublicFile> filesOf(String set) {
    try (InputStream in = PublicSets.class.getResourceAsStream("files.tsv")) {
      Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
      return lines
          .map(line -> line.split("\t"))
          .filter(cells -> cells[0].equals(set))
          .map(cells -> new PublicFile(cells[1], Long.parseLong(cells[2]), cells[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
