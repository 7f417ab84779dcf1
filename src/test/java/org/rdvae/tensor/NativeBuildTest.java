package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;

class NativeBuildTest {

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64-onednn-avx2, amd64, true",
    "windows-x86_64-onednn-avx2, amd64, true",
    "macosx-x86_64-onednn-avx2, x86_64, true",
    "linux-arm64, aarch64, false",
    "macosx-arm64, aarch64, false"
  })
  void takesTheBestBuildThatAPlatformHas(String name, String architecture, boolean oneDnn) {
    NativeBuild build = NativeBuild.of(name, architecture);
    assertThat(build.name()).isEqualTo(name);
    assertThat(build.hasOneDnn()).isEqualTo(oneDnn);
  }

  @ParameterizedTest
  @CsvSource({"linux-x86_64", "linux-x86_64-avx2", "linux-x86_64-onednn", "windows-x86_64"})
  void refusesAnotherBuildWhereThereIsABetterOne(String name) {
    assertThatThrownBy(() -> NativeBuild.of(name, "amd64"))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "Expected the native library of ND4J built as *-onednn-avx2, found "
                + name
                + "; keep exactly one nd4j-native classifier on the classpath.")
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(Failure.Kind.DEVICE);
  }

  @Test
  void thisMachineHasOne() {
    assertThat(NativeBuild.of(TestDevice.CPU.binary(), System.getProperty("os.arch")).name())
        .isEqualTo(TestDevice.CPU.binary());
  }
}
