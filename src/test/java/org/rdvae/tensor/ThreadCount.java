package org.rdvae.tensor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A program without a launcher: opens a device in its main thread, computes in another one, and
 * prints how many threads of the operating system that took. OpenMP's threads bear the name of the
 * one that made them.
 */
final class ThreadCount {
  private static final String NAME = "computes-here";

  private ThreadCount() {}

  /** Arguments: threads of the device that computes, and of one that is opened after it. */
  public static void main(String[] arguments) throws InterruptedException {
    Device device = Device.cpu(Integer.parseInt(arguments[0]));
    Device other = Device.cpu(Integer.parseInt(arguments[1]));
    Thread thread = new Thread(() -> compute(device, other), NAME);
    thread.start();
    thread.join();
  }

  private static void compute(Device device, Device other) {
    try (Kernels kernels = device.kernels(Precision.FLOAT32);
        Kernels others = other.kernels(Precision.FLOAT32)) {
      Tensor x = kernels.tensor(300, 300);
      Tensor out = kernels.tensor(300, 300);
      // Others' last word in this thread must not count.
      others.prepareThread();
      kernels.multiplyMatrices(x, false, x, false, out).run();
      kernels.tanh(x, out).run();
      kernels.exp(x, out).run();
      // What ND4J does on its own must not wake another pool of threads.
      Nd4j.create(300, 300).mmul(Nd4j.create(300, 300));
      System.out.println(
          "threads " + count() + ", OpenBLAS " + openblas_nolapack.blas_get_num_threads());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int count() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).strip().equals(NAME)) {
          count++;
        }
      }
    }
    return count;
  }
}
