package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simd.Selected;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * The inner loops of a layer, for a tile of neurons and some steps. Every kernel is element-wise:
 * for each neuron it multiplies, then adds, in the order that {@link Simulator} states, without
 * fused multiply-adds and without reductions, so that all give the same bits.
 *
 * <p>Arrays with one value per neuron have a lead of {@link Aligned#LEAD}. Currents have it too,
 * then a row of the tile's width for each step.
 */
public interface Kernel {
  /** Steps that a {@code history} holds, one bit each. */
  int STEPS = Integer.SIZE;

  /** How reports name it. */
  String name();

  /** Takes the nonzero values of an input instead of those that were taken before. */
  void takeNonzero(float[] input, SparseInput into);

  /**
   * {@code current += w x} over the inputs of a sample, for the tile that begins at {@code from}.
   */
  void addInput(LayerProgram layer, int from, SparseInput x, float[] current);

  /**
   * {@code to = base +} the weights of the inputs that fire, for each of the {@code steps} that
   * follow step {@code t0}; {@code to +=} those weights where {@code base} is {@code to} itself.
   */
  void addSpikes(
      LayerProgram layer, int from, SpikeTrain in, int t0, int steps, float[] base, float[] to);

  /** Lanes of a vector, for which {@link WindowProgram}s are laid out. */
  int lanes();

  /** Whether those of integer networks are to be laid out in 16 bits. */
  boolean addsIntegerWindows();

  /** Adds what some feature maps bring to currents. */
  void addWindows(WindowProgram program, MapEvents in, Currents currents);

  /** Adds the weights of the spikes of step {@code t}, each of which leads to one neuron. */
  void addDirect(Direct program, MapSpikes in, int t, Currents currents);

  /** Lists the spikes of step {@code t}. */
  void list(MapSpikes spikes, int t, MapEvents to);

  /**
   * Counts the spikes of step {@code t} in some windows.
   *
   * @param first the positions of window q are {@code seen[first[q] ... first[q + 1])}
   * @param counts one per place, behind a lead: of each window those of a position
   */
  void count(MapSpikes spikes, int t, int[] first, int[] seen, float[] counts);

  /**
   * Lists the values that are not zero.
   *
   * @param values one per place, behind a lead; zeros afterwards
   */
  void list(float[] values, MapEvents to);

  /**
   * Lets neurons that conversion makes ({@link NeuronProgram#isUnitIntegrateAndFire}) integrate and
   * fire, and saturate before they fire where they do ({@link NeuronProgram#saturates}).
   *
   * @param at where the tile's current at the first step is in {@code in}
   * @param stride from one step's current to the next one's; 0 for a constant one
   * @param fired receives for each neuron the steps at which it fired
   */
  void integrateAndFire(
      NeuronProgram layer,
      int from,
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      int[] fired);

  /** Whether {@link #tell} does for some neurons. */
  default boolean tells(NeuronProgram layer) {
    return false;
  }

  /**
   * Lets neurons of feature maps integrate and fire as {@link #integrateAndFire} does, and tells
   * their spikes.
   *
   * @param t the first step
   */
  default void tell(
      NeuronProgram layer,
      int from,
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      int t,
      MapSpikes to) {
    throw new UnsupportedOperationException("spikes are put");
  }

  /** {@code v} after one step of neurons of any kind, before they fire. */
  void integrate(NeuronProgram layer, int from, float[] currents, int at, float[] v);

  /**
   * Lets neurons of any kind fire.
   *
   * @param bit stands for the step in {@code history}
   */
  void fire(NeuronProgram layer, int from, float[] v, int bit, int[] history);

  /**
   * Tells some steps of some blocks of feature maps, those from {@code first} to before {@code
   * end}.
   *
   * @param fired a bit for each step, the first one lowest; one value per place, behind a lead
   * @param t the first step
   * @param steps number of steps, at most {@value #STEPS}
   */
  void put(int[] fired, int first, int end, int t, int steps, MapSpikes to);

  /** Adds the steps of a history to a train. */
  default void decode(History history, int steps, SpikeTrain train) {
    decode(history, history.fired.length - Aligned.LEAD, steps, train);
  }

  /** Adds the steps of the first {@code count} of a history to a train. */
  void decode(History history, int count, int steps, SpikeTrain train);

  /**
   * Lists the neurons that may fire while their current stays the same, which those whose current
   * pulls them down do not.
   *
   * @param current one value per place
   * @return how many they are
   */
  int wake(NeuronProgram layer, float[] current, float[] v, Awake into);

  /** {@link #addSpikes(LayerProgram, int, SpikeTrain, int, int, float[], float[])} in integers. */
  void addSpikes(
      IntegerProgram layer, int from, SpikeTrain in, int t0, int steps, short[] base, short[] to);

  /**
   * {@code current = bias +} the current that sums of products inject, {@link Arithmetic#injected},
   * for all neurons of an integer network's layer.
   *
   * @param products of weights and inputs, whole numbers; zeros where there is no neuron
   */
  void inject(IntegerProgram layer, float[] products, short[] current);

  /**
   * Lets the neurons of an integer network integrate and fire; a spike subtracts the threshold.
   *
   * @param room one value per neuron, behind {@link Aligned#SHORT_LEAD}
   * @param fired receives for each neuron the steps at which it fired, behind {@link Aligned#LEAD}
   */
  void integrateAndFire(
      IntegerProgram layer,
      int from,
      short[] in,
      int at,
      int stride,
      int steps,
      short[] v,
      short[] room,
      int[] fired);

  /**
   * A connection that leads from each neuron of feature maps to one neuron at most, where the
   * sources of a block follow each other.
   *
   * @param first where the sources of each block are looked for: four blocks from this one on
   * @param shift how many bits behind the first of these they begin, or before it if it is below 0
   * @param weight of each place; -0, which changes nothing that it is added to, where none leads
   * @param lines whether spikes come on the lines of signed neurons, two a place
   */
  record Direct(int[] first, int[] shift, float[] weight, boolean lines) {
    /** The bits of the sources of a block, and some behind them. */
    long sources(MapSpikes in, int t, int block) {
      long word = in.word(in.at(t) + first[block]);
      return shift[block] < 0 ? word << -shift[block] : word >>> shift[block];
    }
  }

  /**
   * When the neurons of a layer fired during some steps. Its arrays have a lead ({@link
   * Aligned#LEAD}).
   *
   * @param fired a bit for each step, the first one lowest
   * @param who fired, ascending
   * @param neurons room to list those that fired at all, and some more
   * @param active room for what is in {@code fired} for them, and some more
   */
  record History(int[] fired, int[] who, int[] neurons, int[] active) {
    /** That of all neurons. */
    public static History of(int neurons) {
      History history = new History(neurons);
      Arrays.setAll(history.who, place -> place - Aligned.LEAD);
      return history;
    }

    private History(int neurons) {
      this(
          Aligned.ints(neurons),
          Aligned.ints(neurons + NeuronProgram.PADDING),
          Aligned.ints(neurons + NeuronProgram.PADDING),
          Aligned.ints(neurons + NeuronProgram.PADDING));
    }
  }

  /**
   * Some neurons of a layer, side by side, and what is behind them never fires. Its arrays have a
   * lead ({@link Aligned#LEAD}).
   *
   * @param history who they are, and when they fire
   */
  record Awake(History history, float[] current, float[] v, float[] theta) {
    /** Room for up to so many. */
    public static Awake of(int neurons) {
      int room = neurons + NeuronProgram.PADDING;
      return new Awake(
          new History(neurons), Aligned.floats(room), Aligned.floats(room), Aligned.floats(room));
    }

    /** Takes what the first {@code count} that are listed have, and nobody behind them. */
    void take(int count, float[] currents, float[] potentials, float[] thresholds) {
      int end = Aligned.LEAD + count;
      for (int k = Aligned.LEAD; k < end; k++) {
        int from = Aligned.LEAD + history.who[k];
        current[k] = currents[from];
        v[k] = potentials[from];
        theta[k] = thresholds[from];
      }
      Arrays.fill(current, end, end + NeuronProgram.PADDING, 0);
      Arrays.fill(v, end, end + NeuronProgram.PADDING, 0);
      Arrays.fill(theta, end, end + NeuronProgram.PADDING, Float.MAX_VALUE);
    }
  }

  /** The kernel that this process uses, and why. */
  final class Kernels {
    /**
     * Paths of dense connections, times steps and samples. What is less has ended before loops on
     * the Vector API would be compiled: measured, docs/performance.md, "Starts".
     */
    private static final double MUCH = 5e10;

    /** What this process was asked to do; who asks for the fastest may do much. */
    private static final DoubleAdder ASKED = new DoubleAdder();

    private Kernels() {}

    /** Chosen once, when it is first asked for. */
    private static final class Fastest {
      static final Selected<Kernel> KERNEL =
          Selected.of(() -> new SimdKernel(), () -> new ScalarKernel());
    }

    /** The fastest of them. */
    public static Selected<Kernel> selected() {
      ASKED.add(MUCH);
      return Fastest.KERNEL;
    }

    /**
     * The one that has ended first with some work: for little of it plain loops, unless the process
     * uses the fastest already.
     *
     * @param work in paths of dense connections, times steps and samples
     */
    public static Selected<Kernel> selected(double work) {
      ASKED.add(work);
      return ASKED.sum() >= MUCH
          ? selected()
          : new Selected<>(
              new ScalarKernel(), "so little work ends before other loops are compiled");
    }
  }
}
