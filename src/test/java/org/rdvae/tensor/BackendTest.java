package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.base.Failure;

class BackendTest {
  @Test
  void leavesNd4jsClassLoaderAsItWas() {
    ClassLoader usual = ND4JClassLoading.getNd4jClassloader();
    assertThat(TestDevice.CPU.isCpu()).isTrue();
    Backend.CPU.start();
    assertThat(ND4JClassLoading.getNd4jClassloader()).isSameAs(usual);
    assertThat(Nd4j.getBackend().getClass().getSimpleName()).isEqualTo("CpuBackend");
  }

  @Test
  void refusesASecondOneInAProcess() {
    assertThat(TestDevice.CPU.isCpu()).isTrue();
    assertThatThrownBy(Backend.CUDA::start)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.DEVICE))
        .hasMessage(
            "ND4J was started with its CpuBackend before; a process has one backend only, and this"
                + " needs JCublasBackend.");
  }
}
