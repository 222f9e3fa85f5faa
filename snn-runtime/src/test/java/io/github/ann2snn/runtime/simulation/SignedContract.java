package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signed neurons, worked out by hand. */
abstract class SignedContract extends NeuronContract {
  private static SpikingNetwork network(Population... populations) {
    return new SpikingNetwork(
        List.of(1),
        List.of(populations),
        1,
        new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private static IntegrateAndFire plain(int n) {
    return IntegrateAndFire.of(Firing.unit(n, 0, Reset.SUBTRACT));
  }

  private static IntegrateAndFire signed(float theta, float below, float price, FireRule rule) {
    Negative negative = new Negative(new float[] {below}, new float[] {price});
    float[] zero = {0};
    return IntegrateAndFire.of(
        new Firing(new float[] {theta}, zero, rule, Reset.SUBTRACT, zero, Optional.of(negative)));
  }

  private static Affine matrix(float bias, float... weight) {
    return new Affine(weight.length, 1, weight, new float[] {bias});
  }

  /** A neuron of current 1/2 that another, which fires at every fourth step, holds back. */
  private static SpikingNetwork heldBack(float weight, Population... behind) {
    Population late = new Population("late", Projection.INPUT, matrix(0, 0.25f), plain(1));
    IntegrateAndFire rectified = signed(1, 0.5f, Negative.NONE, FireRule.AT_THRESHOLD);
    Population held = new Population("held", 0, matrix(0.5f, weight), rectified);
    Population[] all = new Population[2 + behind.length];
    all[0] = late;
    all[1] = held;
    System.arraycopy(behind, 0, all, 2, behind.length);
    return network(all);
  }

  private SampleRun run(SpikingNetwork network, int timesteps, Readout readout) {
    return simulator(network, settings(timesteps, InputCoding.CURRENT, readout))
        .run(new float[] {1}, 0);
  }

  @Test
  void takesBackWhatCameTooEarly() {
    // v = .5, 1 > +1, .5, .5+.5-2 = -1 > -1 and v = 0; the same again
    Population out = new Population("out", 1, matrix(0, 3), plain(1));
    SampleRun run = run(heldBack(-2, out), 8, Readout.MEMBRANE);
    assertEquals("0\n1\n0\n-\n0\n1\n0\n-\n", run.layers().get(1).toString());
    float[] sums = {0, 3, 3, 0, 0, 3, 3, 0};
    for (int t = 0; t < 8; t++) {
      assertArrayEquals(new float[] {sums[t]}, run.outputs().potentials(t));
    }
    assertArrayEquals(new int[] {0}, run.layers().get(1).counts());
  }

  @Test
  void aReluTakesBackNoMoreThanItFired() {
    // t = 4: .5+.5-4 = -3 > -1 and v = -2; then -1.5, -1, -.5, -4: nothing is left to take back
    Population out = new Population("out", 1, matrix(0, 1), plain(1));
    SampleRun run = run(heldBack(-4, out), 8, Readout.MEMBRANE);
    assertEquals("0\n1\n0\n-\n0\n0\n0\n0\n", run.layers().get(1).toString());
  }

  @Test
  void aLinearNeuronFiresBelowZero() {
    // v = -.5, -1 > -1 and v = 0
    IntegrateAndFire linear = signed(1, 1, 1, FireRule.AT_THRESHOLD);
    Population only = new Population("only", Projection.INPUT, matrix(0, -0.5f), linear);
    SampleRun run = run(network(only), 4, Readout.SPIKES);
    assertEquals("0\n-\n0\n-\n", run.layers().get(0).toString());
    IntegrateAndFire above = signed(1, 1, 1, FireRule.ABOVE_THRESHOLD);
    SampleRun strict = run(network(only.withNeurons(above)), 4, Readout.SPIKES);
    // v = -.5, -1, -1.5 > -.5, -1
    assertEquals("0\n0\n-\n0\n", strict.layers().get(0).toString());
  }

  @Test
  void aLeakyReluFiresAtTheRateOfItsSlope() {
    // slope 1/4: price 4, d = 1.5; v = -1, -2, -3 < -2.5 > -1 and v = 1; 0, -1, -2, -3 > -1
    IntegrateAndFire leaky = signed(1, 1, 4, FireRule.AT_THRESHOLD);
    Population only = new Population("only", Projection.INPUT, matrix(0, -1), leaky);
    SampleRun run = run(network(only), 8, Readout.SPIKES);
    assertEquals("0\n0\n-\n0\n0\n0\n-\n0\n", run.layers().get(0).toString());
  }

  /** What a leaky ReLU fired below zero it takes back at the price that it got. */
  @Test
  void aLeakyReluTakesBackAtTheSamePrice() {
    // slope 1/2: price 2, d = .5; current -1, and 4 more when the late one fires, at every fourth
    // step
    Population late = new Population("late", Projection.INPUT, matrix(0, 0.25f), plain(1));
    IntegrateAndFire leaky = signed(1, 1, 2, FireRule.AT_THRESHOLD);
    Population only = new Population("only", 0, matrix(-1, 4), leaky);
    // v = -1, -2 < -1.5 > -1 and 0, -1, -1-1+4 = 2 > +1 as 2 >= 1.5, and 0; n = 0; again
    SampleRun run = run(network(late, only), 8, Readout.SPIKES);
    assertEquals("0\n-\n0\n1\n0\n-\n0\n1\n", run.layers().get(1).toString());
  }

  @Test
  void spikesOfMinusOneCountAgainstAClass() {
    SpikingNetwork network =
        heldBack(
            -2,
            new Population(
                "out",
                1,
                new Affine(1, 2, new float[] {1, -1}, new float[2]),
                IntegrateAndFire.of(
                    Firing.unit(2, 0, Reset.SUBTRACT)
                        .withNegative(
                            Optional.of(new Negative(new float[] {1, 1}, new float[] {1, 1}))))));
    SampleRun run = run(network, 4, Readout.SPIKES);
    assertEquals("00\n1-\n00\n-1\n", run.layers().get(2).toString());
    assertArrayEquals(new float[] {0, 2, 2, 0}, run.leads());
  }

  @Test
  void poolingAddsSignsAndMaximaPassThem() {
    FeatureMaps pair = new FeatureMaps(1, 1, 2);
    FeatureMaps one = new FeatureMaps(1, 1, 1);
    Window window = new Window(Window.WindowAxis.of(1, 1), Window.WindowAxis.of(2, 2));
    Negative linear = new Negative(new float[] {1, 1}, new float[] {1, 1});
    IntegrateAndFire neurons =
        IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT).withNegative(Optional.of(linear)));
    // the left one fires -1 at every second step, the right one +1 at every step
    OneToOne weights = OneToOne.identity(pair, new float[] {1});
    OneToOne biased = weights.withParameters(new float[] {0}, new float[] {-0.5f, 1});
    Population both = new Population("both", Projection.INPUT, biased, neurons);
    Pooled pooled =
        new Pooled(
            new Pooling(Pooling.Kind.SUM, pair, window), OneToOne.identity(one, new float[] {2}));
    Population sum = new Population("sum", 0, pooled, plain(1));
    Population max =
        new Population(
            "max",
            List.of(
                new Projection(1, matrix(0, 0)),
                new Projection(
                    0,
                    Optional.of(new MaxGate(pair, window)),
                    OneToOne.identity(one, new float[] {3}))),
            plain(1));
    SpikingNetwork network =
        new SpikingNetwork(
            pair.shape(),
            List.of(both, sum, max),
            1,
            Arithmetic.FLOAT,
            new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
            Map.of());
    SampleRun run =
        simulator(network, settings(4, InputCoding.CURRENT, Readout.MEMBRANE))
            .run(new float[] {1, 1}, 0);
    assertEquals("01\n-1\n01\n-1\n", run.layers().get(0).toString());
    // 2, then 2-2 = 0, ...
    assertEquals("1\n1\n1\n1\n", run.layers().get(1).toString());
    assertEquals("1\n1\n1\n1\n", run.gated().get(new Passage(2, 0)).toString());
    assertArrayEquals(new float[] {12}, run.potentials());
  }
}
