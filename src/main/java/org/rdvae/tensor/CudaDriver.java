package org.rdvae.tensor;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The few calls of NVIDIA's driver ({@code libcuda.so.1}) that tell what cards there are. Its
 * numbers are those of {@code cuda.h}.
 */
final class CudaDriver {
  private static final String LIBRARY = "libcuda.so.1";
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;
  private static final int NAME_BYTES = 256;

  private final NativeLibrary library;

  private CudaDriver(NativeLibrary library) {
    this.library = library;
  }

  /** Loads the driver's library; empty if there is none. */
  static Optional<CudaDriver> load() {
    try {
      return Optional.of(new CudaDriver(NativeLibrary.getInstance(LIBRARY)));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** A call that failed, by the driver's own name for it. */
  static final class CallFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private CallFailed(String error) {
      super(error);
    }
  }

  private void call(String name, Object... arguments) throws CallFailed {
    Function function;
    try {
      function = library.getFunction(name);
    } catch (UnsatisfiedLinkError e) {
      throw new CallFailed("no function " + name);
    }
    int code = function.invokeInt(arguments);
    if (code != 0) {
      throw new CallFailed(error(code));
    }
  }

  private String error(int code) {
    PointerByReference text = new PointerByReference();
    try {
      Function function = library.getFunction("cuGetErrorName");
      if (function.invokeInt(new Object[] {code, text}) == 0 && text.getValue() != null) {
        return text.getValue().getString(0, StandardCharsets.US_ASCII.name());
      }
    } catch (UnsatisfiedLinkError e) {
      return "error " + code;
    }
    return "error " + code;
  }

  void start() throws CallFailed {
    call("cuInit", 0);
  }

  /** The newest CUDA that this driver is for, such as 11060 for 11.6. */
  int version() throws CallFailed {
    IntByReference version = new IntByReference();
    call("cuDriverGetVersion", version);
    return version.getValue();
  }

  int cards() throws CallFailed {
    IntByReference count = new IntByReference();
    call("cuDeviceGetCount", count);
    return count.getValue();
  }

  CudaCard card(int index) throws CallFailed {
    IntByReference device = new IntByReference();
    call("cuDeviceGet", device, index);
    int number = device.getValue();
    Memory name = new Memory(NAME_BYTES);
    call("cuDeviceGetName", name, NAME_BYTES, number);
    LongByReference total = new LongByReference();
    call("cuDeviceTotalMem_v2", total, number);
    ComputeCapability capability =
        new ComputeCapability(
            attribute(CAPABILITY_MAJOR, number), attribute(CAPABILITY_MINOR, number));
    String title = name.getString(0, StandardCharsets.US_ASCII.name());
    try {
      return new CudaCard(
          index, title, capability, total.getValue(), free(number), Optional.empty());
    } catch (CallFailed e) {
      return new CudaCard(
          index, title, capability, total.getValue(), 0, Optional.of(e.getMessage()));
    }
  }

  private int attribute(int attribute, int device) throws CallFailed {
    IntByReference value = new IntByReference();
    call("cuDeviceGetAttribute", value, attribute, device);
    return value.getValue();
  }

  /** Free memory is told only to who has opened the card, which takes some of it. */
  private long free(int device) throws CallFailed {
    PointerByReference context = new PointerByReference();
    call("cuDevicePrimaryCtxRetain", context, device);
    try {
      call("cuCtxSetCurrent", context.getValue());
      LongByReference free = new LongByReference();
      LongByReference total = new LongByReference();
      call("cuMemGetInfo_v2", free, total);
      return free.getValue();
    } finally {
      call("cuCtxSetCurrent", Pointer.NULL);
      call("cuDevicePrimaryCtxRelease", device);
    }
  }
}
