package org.rdvae.bench;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.network.LayerPass;
import org.rdvae.tensor.Operation;

/**
 * A piece of a training step that is timed by itself.
 *
 * @param kind what the config calls such a layer; empty for what is no layer
 * @param gigaflop in the products of one run
 */
record StepPart(
    String name, String kind, Direction direction, Operation operation, double gigaflop) {
  /** Which way through the model. */
  enum Direction {
    FORWARD,
    BACKWARD
  }

  /** What is no layer. */
  static StepPart of(String name, Direction direction, Operation operation) {
    return new StepPart(name, "", direction, operation, 0);
  }

  /** One part for each layer of a pass in its order, those inside of layers too. */
  static List<StepPart> ofLayers(
      List<Operation> pass, Direction direction, RecordedKernels recorded) {
    List<StepPart> parts = new ArrayList<>();
    for (Operation operation : pass) {
      addLayer((LayerPass) operation, direction, recorded, parts);
    }
    return parts;
  }

  private static void addLayer(
      LayerPass layer, Direction direction, RecordedKernels recorded, List<StepPart> parts) {
    List<Operation> own = new ArrayList<>();
    for (Operation operation : layer.operations()) {
      if (operation instanceof LayerPass inner) {
        flush(layer, direction, recorded, own, parts);
        addLayer(inner, direction, recorded, parts);
      } else {
        own.add(operation);
      }
    }
    flush(layer, direction, recorded, own, parts);
  }

  private static void flush(
      LayerPass layer,
      Direction direction,
      RecordedKernels recorded,
      List<Operation> own,
      List<StepPart> parts) {
    if (own.isEmpty()) {
      return;
    }
    double gigaflop = 0;
    for (Operation operation : own) {
      KernelCall call = recorded.call(operation);
      gigaflop += call == null ? 0 : call.gigaflop();
    }
    Operation[] operations = own.toArray(Operation[]::new);
    parts.add(
        new StepPart(
            layer.name(), layer.kind(), direction, () -> Operation.runAll(operations), gigaflop));
    own.clear();
  }
}
