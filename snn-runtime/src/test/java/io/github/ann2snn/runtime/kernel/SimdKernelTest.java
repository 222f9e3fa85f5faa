package io.github.ann2snn.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.kernel.Kernel.Awake;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both kernels do must be the same, whatever is left over behind the widest loops. */
class SimdKernelTest {
  private static final int[] STEPS = {1, 15, 16, 17, 31, 32};
  private static final int TILE = 256;

  private final List<Kernel> kernels = List.of(new ScalarKernel(), new SimdKernel());

  private static Population layer(int neurons, float threshold) {
    float[] theta = new float[neurons];
    Arrays.fill(theta, threshold);
    Firing firing =
        new Firing(
            theta, new float[neurons], FireRule.AT_THRESHOLD, Reset.SUBTRACT, new float[neurons]);
    float[] bias = new float[neurons];
    for (int j = 0; j < neurons; j++) {
      bias[j] = j % 7 - 3;
    }
    return new Population(
        "layer", -1, new Affine(1, neurons, new float[neurons], bias), IntegrateAndFire.of(firing));
  }

  private static IntegerProgram integers(int neurons) {
    Population layer = layer(neurons, 20);
    return IntegerProgram.of(layer, List.of((Affine) layer.connections().get(0))).get(0);
  }

  /** Currents of zero, below it, and at the threshold; potentials reach it exactly. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 48, 64, 80, 127, 128})
  void neuronsFireAtTheSameSteps(int neurons) {
    float[] some = {0f, -0f, -0.25f, 0.25f, 1f, 2f, 1.5f, -1f};
    NeuronProgram program = NeuronProgram.of(layer(neurons, 1), 1);
    int width = program.width(0);
    SplittableRandom random = new SplittableRandom(neurons);
    float[] currents = Aligned.floats(Kernel.STEPS * width);
    for (int k = Aligned.LEAD; k < currents.length; k++) {
      currents[k] = some[random.nextInt(some.length)];
    }
    for (int steps : STEPS) {
      for (int stride : new int[] {0, width}) {
        float[][] v = new float[2][];
        int[][] fired = new int[2][];
        for (int k = 0; k < 2; k++) {
          v[k] = Aligned.floats(program.stride());
          fired[k] = Aligned.ints(program.stride());
          Arrays.fill(fired[k], Aligned.LEAD, fired[k].length, -1);
          kernels
              .get(k)
              .integrateAndFire(program, 0, currents, Aligned.LEAD, stride, steps, v[k], fired[k]);
        }
        assertArrayEquals(v[0], v[1]);
        assertArrayEquals(fired[0], fired[1]);
      }
    }
  }

  /** Those that are left out fire at no step; some begin at their threshold, or above it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 48, 64, 80, 127, 128, 300})
  void thoseThatMayFireFireAsAmongAll(int neurons) {
    float[] some = {0f, -0f, -0.25f, 0.25f, 1f, 2.5f, -1f, Float.MIN_VALUE};
    NeuronProgram all = NeuronProgram.of(layer(neurons, 1), 1);
    SplittableRandom random = new SplittableRandom(neurons);
    float[] current = Aligned.floats(all.stride());
    float[] start = Aligned.floats(all.stride());
    for (int j = Aligned.LEAD; j < Aligned.LEAD + neurons; j++) {
      current[j] = some[random.nextInt(some.length)];
      start[j] = random.nextInt(4) == 0 ? some[random.nextInt(some.length)] : 0.5f;
    }
    for (Kernel kernel : kernels) {
      float[] v = start.clone();
      History history = History.of(all.stride());
      SpikeTrain expected = new SpikeTrain(neurons, Kernel.STEPS);
      for (int from = 0; from < all.stride(); from += NeuronProgram.TILE) {
        int at = Aligned.LEAD + from;
        kernel.integrateAndFire(all, from, current, at, 0, Kernel.STEPS, v, history.fired());
      }
      kernel.decode(history, Kernel.STEPS, expected);

      Awake awake = Awake.of(all.stride());
      NeuronProgram few = all.some(kernel.wake(all, current, start, awake), awake.theta());
      SpikeTrain fired = new SpikeTrain(neurons, Kernel.STEPS);
      int[] when = awake.history().fired();
      for (int from = 0; from < few.stride(); from += NeuronProgram.TILE) {
        int at = Aligned.LEAD + from;
        kernel.integrateAndFire(few, from, awake.current(), at, 0, Kernel.STEPS, awake.v(), when);
      }
      kernel.decode(awake.history(), few.stride(), Kernel.STEPS, fired);
      assertEquals(expected, fired, kernel.name());
      long rising =
          IntStream.range(Aligned.LEAD, Aligned.LEAD + neurons)
              .filter(j -> current[j] > 0 || start[j] >= 1)
              .count();
      assertEquals(rising, few.neurons(), kernel.name());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 32, 33, 96, 128, 160, 256, 300})
  void integerNeuronsFireAtTheSameSteps(int neurons) {
    IntegerProgram program = integers(neurons);
    for (int steps : STEPS) {
      short[][] v = new short[2][];
      int[][] fired = new int[2][];
      for (int k = 0; k < 2; k++) {
        v[k] = Aligned.shorts(program.stride());
        short[] room = Aligned.shorts(program.stride());
        fired[k] = Aligned.ints(program.stride());
        Arrays.fill(fired[k], Aligned.LEAD, fired[k].length, -1);
        for (int from = 0; from < program.stride(); from += TILE) {
          short[] currents = currents(program, from);
          kernels
              .get(k)
              .integrateAndFire(
                  program,
                  from,
                  currents,
                  Aligned.SHORT_LEAD,
                  program.width(from),
                  steps,
                  v[k],
                  room,
                  fired[k]);
        }
      }
      assertArrayEquals(v[0], v[1]);
      assertArrayEquals(fired[0], fired[1]);
    }
  }

  /** Some that saturate; none where there is no neuron. */
  private static short[] currents(IntegerProgram program, int from) {
    SplittableRandom random = new SplittableRandom(from);
    int width = program.width(from);
    short[] currents = Aligned.shorts(Kernel.STEPS * width);
    for (int t = 0; t < Kernel.STEPS; t++) {
      for (int j = from; j < Math.min(from + width, program.neurons()); j++) {
        int current = random.nextInt(8) == 0 ? 16383 : random.nextInt(-20, 30);
        currents[Aligned.SHORT_LEAD + t * width + IntegerProgram.place(j) - from] = (short) current;
      }
    }
    return currents;
  }

  /** Around every multiple of a half that rounding could get wrong, on both sides of zero. */
  @ParameterizedTest
  @ValueSource(ints = {1, 32, 100, 512})
  void currentsAreInjectedAsTheArithmeticSays(int neurons) {
    IntegerProgram program = integers(neurons);
    int limit = Arithmetic.POTENTIAL_LIMIT * Arithmetic.INPUT_STEPS - 2000;
    for (int first : new int[] {-limit, -1300, -128, 0, 127, 1000, limit}) {
      float[] products = Aligned.floats(program.stride());
      for (int j = 0; j < neurons; j++) {
        products[Aligned.LEAD + j] = first + j;
      }
      for (Kernel kernel : kernels) {
        short[] current = Aligned.shorts(program.stride());
        kernel.inject(program, products, current);
        for (int j = 0; j < neurons; j++) {
          assertEquals(
              (short) (j % 7 - 3 + Arithmetic.injected(first + j)),
              current[Aligned.SHORT_LEAD + IntegerProgram.place(j)],
              kernel.name() + " " + (first + j));
        }
      }
    }
  }
}
