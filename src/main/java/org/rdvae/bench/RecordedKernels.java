package org.rdvae.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Remembers which call of {@link Kernels} each operation came from, so that what a plan computes
 * can be counted. The operations themselves are those of the kernels behind, and no slower.
 *
 * <p>A proxy and not a class with some fifty methods, because it treats all calls alike.
 */
final class RecordedKernels implements InvocationHandler {
  private final Kernels behind;
  private final Kernels kernels;
  private final IdentityHashMap<Operation, KernelCall> calls = new IdentityHashMap<>();
  private final List<KernelCall> inOrder = new ArrayList<>();
  private long planned;

  RecordedKernels(Kernels behind) {
    this.behind = behind;
    kernels =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, this);
  }

  /** To plan with. */
  Kernels kernels() {
    return kernels;
  }

  /** Of an operation planned here; {@code null} for others. */
  KernelCall call(Operation operation) {
    return calls.get(operation);
  }

  /** All calls that planned an operation. */
  List<KernelCall> calls() {
    return List.copyOf(inOrder);
  }

  /** Elements of all tensors, those within operations not included. */
  long planned() {
    return planned;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object result;
    try {
      result = method.invoke(behind, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (result instanceof Operation operation) {
      KernelCall call = new KernelCall(method, arguments);
      calls.put(operation, call);
      inOrder.add(call);
    }
    if (method.getName().equals("tensor")) {
      planned += ((Tensor) result).size();
    }
    return result;
  }
}
