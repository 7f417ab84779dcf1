package org.rdvae.bench.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** How Deeplearning4j is set up. */
enum Mode {
  /** What a user has who changes nothing, and who writes "same" convolutions. */
  SHIPPED("dl4j", ConvolutionMode.Same, CacheMode.NONE),

  /** The fastest that was found; see the README. */
  BEST("dl4j-best", ConvolutionMode.Truncate, CacheMode.DEVICE),

  /** The layer {@code VariationalAutoencoder} of Deeplearning4j, otherwise as the fastest. */
  VAE_LAYER("dl4j-vae-layer", ConvolutionMode.Truncate, CacheMode.DEVICE);

  private static final String HELPERS_OFF = "org.eclipse.deeplearning4j.helpers.disable";

  private final String runner;
  private final ConvolutionMode padding;
  private final CacheMode cache;

  Mode(String runner, ConvolutionMode padding, CacheMode cache) {
    this.runner = runner;
    this.padding = padding;
    this.cache = cache;
  }

  String runner() {
    return runner;
  }

  boolean isSamePadding() {
    return padding == ConvolutionMode.Same;
  }

  ConvolutionMode padding() {
    return padding;
  }

  /** Whether the backward pass of a convolution computes its output again. */
  CacheMode cache() {
    return cache;
  }

  Map<String, String> versions() {
    return Map.of(
        "dl4j",
        "1.0.0-M2.1",
        "native",
        nativeJar(),
        "helpers",
        Boolean.parseBoolean(System.getProperty(HELPERS_OFF, "true")) ? "off" : "on",
        "malloc",
        System.getenv("MALLOC_TRIM_THRESHOLD_") == null ? "as shipped" : "keeps freed memory");
  }

  /** The jar of the native library: it says whether oneDNN is in it. */
  private static String nativeJar() {
    String path = System.getProperty("java.class.path");
    String name = path.replaceAll(".*/(nd4j-native-[0-9][^/]*-linux-[^/]*)\\.jar.*", "$1");
    return name.equals(path) ? "unknown" : name;
  }
}
