package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import io.github.ann2snn.runtime.columns.ColumnKernel;
import io.github.ann2snn.runtime.columns.ColumnKernel.ColumnKernels;
import io.github.ann2snn.runtime.columns.ColumnKernel.Columns;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Two inputs, two neurons. */
class PlasticityTest {
  private static final int KEPT = 3;

  private final CompetitiveNetwork network =
      new CompetitiveNetwork(
          CompetitiveModel.DEFAULT, 2, new float[] {0.5f, 0.5f, 0.5f, 0.5f}, new float[2]);
  private final float[] tiles = network.tiles();
  private final Plasticity plasticity =
      new Plasticity(
          new Columns(
              tiles,
              2,
              0,
              ColumnKernel.TILE,
              Aligned.floats(ColumnKernel.TILE),
              ConductanceMembrane.EXCITATORY.membrane(1)),
          KEPT);
  private final InputSpikes input = new InputSpikes(ColumnKernels.selected().kernel(), 2, 1, 1);

  /** Input 0 fires at these steps, input 1 at those. */
  private void inputs(IntPredicate zero, IntPredicate one) {
    SpikeTrain train = input.train();
    train.clear();
    for (int t = 0; t < CompetitiveModel.STEPS; t++) {
      if (zero.test(t)) {
        train.fire(0);
      }
      if (one.test(t)) {
        train.fire(1);
      }
      train.endStep();
    }
    plasticity.rest();
  }

  private float weight(int input, int neuron) {
    return tiles[Columns.at(2, neuron) + input * ColumnKernel.TILE];
  }

  @Test
  void aFirstSpikeChangesNothing() {
    inputs(t -> t == 0, t -> false);
    plasticity.before(0, input);
    plasticity.before(1, input);
    plasticity.behind(0, 1, input);
    assertArrayEquals(network.tiles(), tiles);
  }

  @Test
  void aSecondSpikeAddsByBothTraces() {
    inputs(t -> false, t -> t == 6);
    plasticity.behind(0, 0, input);
    plasticity.before(6, input);
    plasticity.behind(0, 20, input);
    double depressed = 0.5 - 1e-4 * Math.exp(-3.0 / 20);
    double learned = depressed + 1e-2 * Math.exp(-7.0 / 20) * Math.exp(-10.0 / 40);
    assertEquals(learned, weight(1, 0), 1e-6);
    assertEquals(0.5, weight(0, 0), "the input that did not fire");
    assertEquals(0.5, weight(1, 1), "the neuron that did not fire");
  }

  @Test
  void theLastSpikeBeforeCounts() {
    inputs(t -> t == 2 || t == 9 || t == 30, t -> false);
    plasticity.behind(0, 0, input);
    plasticity.behind(0, 20, input);
    double learned = 0.5 + 1e-2 * Math.exp(-5.5 / 20) * Math.exp(-10.0 / 40);
    assertEquals(learned, weight(0, 0), 1e-6);
  }

  @Test
  void anInputThatFiresAfterwardsIsDepressed() {
    inputs(t -> t == 10, t -> false);
    plasticity.behind(1, 0, input);
    plasticity.before(10, input);
    assertEquals(0.5 - 1e-4 * Math.exp(-5.0 / 20), weight(0, 1), 1e-7);
    assertEquals(0.5, weight(0, 0));
  }

  @Test
  void whatTheLastStepsDidCanBeUndone() {
    inputs(t -> t > 0, t -> t == 12);
    plasticity.behind(0, 0, input);
    plasticity.behind(1, 3, input);
    plasticity.before(10, input);
    float[] certain = tiles.clone();
    plasticity.before(11, input);
    plasticity.before(12, input);
    plasticity.before(13, input);
    assertNotEquals(certain[Aligned.LEAD], tiles[Aligned.LEAD]);
    for (int t = 13; t > 10; t--) {
      plasticity.undo(t);
    }
    assertArrayEquals(certain, tiles);
  }

  @Test
  void weightsStayFromZeroToOne() {
    inputs(t -> true, t -> true);
    for (int t = 0; t < 400; t += 2) {
      plasticity.before(t, input);
      plasticity.behind(0, t + 1, input);
    }
    assertEquals(1, weight(0, 0));
    plasticity.rest();
    plasticity.behind(1, 0, input);
    for (int t = 1; t < 700; t++) {
      for (int again = 0; again < 200; again++) {
        plasticity.before(t, input);
      }
    }
    assertEquals(0, weight(1, 1));
  }
}
