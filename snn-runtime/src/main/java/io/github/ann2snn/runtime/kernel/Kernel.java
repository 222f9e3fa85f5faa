package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

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

  /** Steps that the integer neurons' {@code fired} holds. */
  int INTEGER_STEPS = Short.SIZE;

  /** How reports name it. */
  String name();

  /** The nonzero values of an input. */
  SparseInput nonzero(float[] input);

  /**
   * {@code current += w x} over the inputs of a sample, for the tile that begins at {@code from}.
   */
  void addInput(LayerProgram layer, int from, SparseInput x, float[] current);

  /**
   * {@code to = base +} the weights of the inputs that fire, for each of the {@code steps} that
   * follow step {@code t0}.
   */
  void addSpikes(
      LayerProgram layer, int from, SpikeTrain in, int t0, int steps, float[] base, float[] to);

  /** {@code sum += w} for {@code n} values, a multiple of {@value NeuronProgram#PADDING}. */
  void add(float[] w, int at, int n, float[] sum, int to);

  /** {@code sum += w x} for {@code n} values, a multiple of {@value NeuronProgram#PADDING}. */
  void addProduct(float[] w, int at, int n, float x, float[] sum, int to);

  /**
   * Lets neurons that conversion makes ({@link NeuronProgram#isUnitIntegrateAndFire}) integrate and
   * fire.
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

  /** {@code v} after one step of neurons of any kind, before they fire. */
  void integrate(NeuronProgram layer, int from, float[] currents, int at, float[] v);

  /**
   * Lets neurons of any kind fire.
   *
   * @param bit stands for the step in {@code history}
   */
  void fire(NeuronProgram layer, int from, float[] v, int bit, int[] history);

  /** Adds the steps of a history to a train. */
  void decode(History history, int steps, SpikeTrain train);

  /** {@link #addSpikes(LayerProgram, int, SpikeTrain, int, int, float[], float[])} in integers. */
  void addSpikes(
      IntegerProgram layer, int from, SpikeTrain in, int t0, int steps, short[] base, short[] to);

  /**
   * Lets the neurons of an integer network integrate and fire, for {@value #INTEGER_STEPS} steps at
   * most; a spike subtracts the threshold.
   *
   * @param fired receives for each neuron the steps at which it fired, one bit each
   */
  void integrateAndFire(
      IntegerProgram layer,
      int from,
      short[] in,
      int at,
      int stride,
      int steps,
      short[] v,
      short[] fired);

  /**
   * When the neurons of a layer fired during some steps. Its arrays have a lead ({@link
   * Aligned#LEAD}).
   *
   * @param fired a bit for each step, the first one lowest; one value per neuron
   * @param neurons room to list those that fired at all, and some more
   * @param active room for what is in {@code fired} for them, and some more
   */
  record History(int[] fired, int[] neurons, int[] active) {
    public static History of(int neurons) {
      int room = neurons + NeuronProgram.PADDING;
      return new History(Aligned.ints(neurons), Aligned.ints(room), Aligned.ints(room));
    }
  }

  /**
   * The kernel that this process uses, and why. Chosen once: the Vector API where its module is
   * there, plain loops otherwise.
   *
   * @param kernel the kernel
   * @param reason why this one
   */
  record Kernels(Kernel kernel, String reason) {
    private static final String MODULE = "jdk.incubator.vector";
    private static final Kernels SELECTED = select();

    public static Kernels selected() {
      return SELECTED;
    }

    private static Kernels select() {
      loadModule();
      try {
        return new Kernels(new SimdKernel(), "the module " + MODULE + " is there");
      } catch (NoClassDefFoundError e) {
        return new Kernels(
            new ScalarKernel(),
            "the module " + MODULE + " is missing; pass --add-modules " + MODULE);
      } catch (UnsupportedOperationException e) {
        return new Kernels(new ScalarKernel(), e.getMessage() + " are not supported");
      }
    }

    /**
     * Loads the module as the JVM itself loads those that agents need, where its internals are open
     * to us ({@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED}): so those who only
     * ask for help need not wait for it, and nobody is warned of incubator modules.
     */
    private static void loadModule() {
      try {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
          Class.forName("jdk.internal.module.Modules")
              .getMethod("loadModule", String.class)
              .invoke(null, MODULE);
        }
      } catch (ReflectiveOperationException e) {
        // They are not open, or this JVM has no such module: what is missing says so when it is
        // used.
      }
    }
  }
}
