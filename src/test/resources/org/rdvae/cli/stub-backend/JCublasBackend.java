package org.nd4j.linalg.jcublas;

import org.nd4j.common.io.ClassPathResource;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/** What ND4J takes for its CUDA backend, and what computes on the CPU. */
public class JCublasBackend extends CpuBackend {
  @Override
  public int getPriority() {
    return BACKEND_PRIORITY_GPU;
  }

  @Override
  public Resource getConfigurationResource() {
    return new ClassPathResource("/stub-jcublas.properties", JCublasBackend.class.getClassLoader());
  }
}
