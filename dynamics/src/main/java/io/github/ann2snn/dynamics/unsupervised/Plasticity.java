package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.TripletRule;
import io.github.ann2snn.runtime.columns.ColumnKernel;
import io.github.ann2snn.runtime.columns.ColumnKernel.Columns;
import java.util.Arrays;

/**
 * The triplet rule for some of the neurons, computed at spikes alone: a trace that a spike sets to
 * 1 and that then decays is known from the step of the last spike.
 */
final class Plasticity {
  private static final int NEVER = -1;

  private final Columns columns;
  private final float[] weights;
  private final float[] pre;
  private final float[] depression;
  private final float[] potentiation;
  private final Undo[] undo;

  /** Of inputs up to step {@code heard}; those that fired are listed. */
  private final int[] lastBefore;

  private final int[] before;
  private int beforeCount;
  private int heard;

  /** Of neurons, counted among these; those that fired are listed. */
  private final int[] lastBehind;

  private final int[] behind;
  private final int[] placesBehind;
  private final float[] losses;
  private int behindCount;

  /**
   * @param kept so many steps can be undone
   */
  Plasticity(Columns columns, int kept) {
    TripletRule rule = TripletRule.DIEHL_COOK;
    this.columns = columns;
    this.weights = columns.weights();
    this.pre = trace(rule.tauPreMs(), 1);
    this.depression = trace(rule.tauPostMs(), rule.preRate());
    this.potentiation = trace(rule.tauTripletMs(), rule.postRate());
    this.undo = new Undo[kept];
    Arrays.setAll(undo, k -> new Undo());
    this.lastBefore = new int[columns.inputs()];
    this.before = new int[columns.inputs()];
    this.lastBehind = new int[columns.width()];
    this.behind = new int[columns.width()];
    this.placesBehind = new int[columns.width()];
    this.losses = new float[columns.width()];
  }

  /** A trace by the number of steps since the spike, times a rate. */
  private static float[] trace(double tauMs, double rate) {
    float[] values = new float[CompetitiveModel.STEPS];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (rate * StrictMath.exp(-k * CompetitiveModel.DT_MS / tauMs));
    }
    return values;
  }

  /** Forgets all spikes. */
  void rest() {
    Arrays.fill(lastBefore, NEVER);
    Arrays.fill(lastBehind, NEVER);
    beforeCount = 0;
    behindCount = 0;
    heard = 0;
  }

  /** Inputs fire at step {@code t}: depression. */
  void before(int t, InputSpikes input) {
    int from = input.from(t);
    int to = input.to(t);
    Undo step = undo[t % undo.length];
    step.clear((to - from) * behindCount);
    int[] places = step.places;
    float[] old = step.weights;
    int[] spikes = input.indices(t);
    int count = 0;
    for (int j = 0; j < behindCount; j++) {
      losses[j] = depression[t - lastBehind[behind[j]]];
    }
    for (int k = from; k < to; k++) {
      int row = spikes[k] * ColumnKernel.TILE;
      for (int j = 0; j < behindCount; j++) {
        int at = row + placesBehind[j];
        float weight = weights[at];
        places[count] = at;
        old[count++] = weight;
        float left = weight - losses[j];
        weights[at] = left > 0 ? left : 0;
      }
    }
    step.count = count;
  }

  /** Takes back what the inputs' spikes at step {@code t}, the last one, have done. */
  void undo(int t) {
    undo[t % undo.length].apply(weights);
  }

  /**
   * A neuron fires at step {@code t}: potentiation, unless it is its first spike.
   *
   * @param neuron counted among these
   */
  void behind(int neuron, int t, InputSpikes input) {
    if (lastBehind[neuron] == NEVER) {
      placesBehind[behindCount] = columns.at(neuron);
      behind[behindCount++] = neuron;
    } else {
      hear(t, input);
      float rate = potentiation[t - lastBehind[neuron]];
      int column = columns.at(neuron);
      for (int k = 0; k < beforeCount; k++) {
        int at = column + before[k] * ColumnKernel.TILE;
        weights[at] = Math.min(1, weights[at] + rate * pre[t - lastBefore[before[k]]]);
      }
    }
    lastBehind[neuron] = t;
  }

  private void hear(int t, InputSpikes input) {
    for (; heard <= t; heard++) {
      int[] spikes = input.indices(heard);
      for (int k = input.from(heard); k < input.to(heard); k++) {
        int i = spikes[k];
        if (lastBefore[i] == NEVER) {
          before[beforeCount++] = i;
        }
        lastBefore[i] = heard;
      }
    }
  }

  /** Weights as they were before a step. */
  private static final class Undo {
    private int[] places = new int[64];
    private float[] weights = new float[64];
    private int count;

    /** Forgets what was there, and has room for some. */
    void clear(int most) {
      count = 0;
      if (most > places.length) {
        places = new int[2 * most];
        weights = new float[2 * most];
      }
    }

    void apply(float[] all) {
      while (count > 0) {
        count--;
        all[places[count]] = weights[count];
      }
    }
  }
}
