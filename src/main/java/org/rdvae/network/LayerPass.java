package org.rdvae.network;

import java.util.List;
import org.rdvae.tensor.Operation;

/**
 * What one layer does in one direction, under its name: whoever times layers takes a pass apart,
 * whoever trains runs it as it is. The operations of a layer made of layers are passes in turn.
 */
public final class LayerPass implements Operation {
  private final String name;
  private final String kind;
  private final Operation[] operations;

  /**
   * @param kind what the config calls such a layer
   */
  public LayerPass(String name, String kind, List<Operation> operations) {
    this.name = name;
    this.kind = kind;
    this.operations = operations.toArray(Operation[]::new);
  }

  @Override
  public void run() {
    Operation.runAll(operations);
  }

  public String name() {
    return name;
  }

  public String kind() {
    return kind;
  }

  public List<Operation> operations() {
    return List.of(operations);
  }
}
