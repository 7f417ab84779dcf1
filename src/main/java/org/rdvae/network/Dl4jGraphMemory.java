package org.rdvae.network;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a graph's activations and their gradients lie: one piece of native memory for a step, used
 * again by the next, and one for what a single vertex needs while it computes. Without it every
 * step's arrays would wait for the garbage collector, which sees small Java objects only and lets
 * gigabytes behind them pile up.
 *
 * <p>The memory for training is this object's. It lies outside the kernels, whose closing does not
 * reach it: ND4J's own deallocator frees it some time after the garbage collector has found the
 * planned graph unreachable. It is one piece for each training, so nothing piles up. Between the
 * two passes it is set aside: taken from the thread's list, so that other arrays do not come from
 * it and other uses of Deeplearning4j in the thread do not stumble over it. The memory for
 * inference is empty between calls and shared by all graphs of a thread, as is that for single
 * vertices.
 */
final class Dl4jGraphMemory {
  private static final String STEP = "dl4j-graph step";
  private static final String INFERENCE = "dl4j-graph inference";
  private static final String VERTEX = "dl4j-graph vertex";
  private static final WorkspaceConfiguration GROWING =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0.02)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .build();

  private final MemoryWorkspaceManager manager = Nd4j.getWorkspaceManager();
  private final String name;
  private final LayerWorkspaceMgr forward;
  private final LayerWorkspaceMgr backward;

  /** Null for inference. */
  private final MemoryWorkspace own;

  private final MemoryWorkspace namesake;
  private MemoryWorkspace open;
  private MemoryWorkspace outer;

  Dl4jGraphMemory(boolean training) {
    name = training ? STEP : INFERENCE;
    forward = places(name);
    // Layers compute their activations once more on the way back, and need them for that only.
    backward = places(VERTEX);
    own = training ? manager.createNewWorkspace(GROWING, STEP) : null;
    namesake = training ? manager.createNewWorkspace(GROWING, STEP) : null;
    hide();
  }

  private LayerWorkspaceMgr places(String activations) {
    return LayerWorkspaceMgr.builder()
        .with(ArrayType.INPUT, name, GROWING)
        .with(ArrayType.ACTIVATIONS, activations, GROWING)
        .with(ArrayType.ACTIVATION_GRAD, name, GROWING)
        .with(ArrayType.FF_WORKING_MEM, VERTEX, GROWING)
        .with(ArrayType.BP_WORKING_MEM, VERTEX, GROWING)
        .defaultNoWorkspace()
        .build();
  }

  LayerWorkspaceMgr forward() {
    return forward;
  }

  LayerWorkspaceMgr backward() {
    return backward;
  }

  /** Begins a step; what the step before may have left is given up. */
  void open() {
    close();
    outer = Nd4j.getMemoryManager().getCurrentWorkspace();
    show();
    open = manager.getAndActivateWorkspace(GROWING, name);
  }

  /** Keeps the contents while others work. */
  void setAside() {
    Nd4j.getMemoryManager().setCurrentWorkspace(outer);
    hide();
  }

  /** Goes on with the step. */
  void resume() {
    outer = Nd4j.getMemoryManager().getCurrentWorkspace();
    show();
    Nd4j.getMemoryManager().setCurrentWorkspace(open);
  }

  /** Ends the step, if there is one. */
  void close() {
    if (open != null) {
      open.close();
      open = null;
      setAside();
    }
  }

  private void show() {
    if (own != null) {
      manager.setWorkspaceForCurrentThread(own, STEP);
    }
  }

  /** ND4J forgets a workspace only with its memory, so one without memory goes in its place. */
  private void hide() {
    if (own != null) {
      manager.destroyWorkspace(namesake);
    }
  }
}
