package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Populations one by one do what networks that end with them do, to the last bit. */
class PopulationMeansTest {
  /** A full chunk and a part of another. */
  private static final Split SAMPLES = samples(70, 32);

  /** More than are packed into a word. */
  private static final int STEPS = 37;

  private static final WindowAxis SAME = new WindowAxis(3, 1, 1, 1, 1);

  private static Split samples(int count, int width) {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[count * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, (float) random.nextDouble(-0.3, 1));
    }
    return Split.ofFloats(values, new byte[count], width);
  }

  /** Every kind of connection and of branch; pooling by maxima twice, behind the same neurons. */
  private static SpikingNetwork network() {
    SplittableRandom random = new SplittableRandom(11);
    FeatureMaps image = new FeatureMaps(2, 4, 4);
    Convolution first = convolution(random, image, 3);
    FeatureMaps maps = first.output();
    MaxGate gate = new MaxGate(maps, Window.square(2, 2));
    FeatureMaps half = gate.output();
    MaxGate wide = new MaxGate(maps, Window.square(3, 1));
    Pooling average = new Pooling(Pooling.Kind.AVERAGE, maps, Window.square(2, 2));
    return new SpikingNetwork(
        List.of(2, 4, 4),
        List.of(
            population("first", new Projection(Projection.INPUT, first)),
            population(
                "sum",
                new Projection(0, OneToOne.identity(maps, new float[] {0.4f, 0.3f, 0.5f})),
                new Projection(0, convolution(random, maps, 3)),
                new Projection(Projection.INPUT, convolution(random, image, 3))),
            population(
                "pooled",
                new Projection(0, Optional.of(gate), convolution(random, half, 2)),
                new Projection(1, new Pooled(average, convolution(random, half, 2)))),
            population("dense", new Projection(2, affine(random, 8, 5))),
            population(
                "output",
                new Projection(0, Optional.of(wide), affine(random, 12, 3)),
                new Projection(3, affine(random, 5, 3)))),
        1,
        new RunDefaults(STEPS, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private static Population population(String name, Projection... projections) {
    int neurons = projections[0].connection().outputs();
    return new Population(
        name,
        List.of(projections),
        IntegrateAndFire.of(Firing.unit(neurons, 0.5f, Reset.SUBTRACT)));
  }

  private static Convolution convolution(SplittableRandom random, FeatureMaps input, int outputs) {
    return new Convolution(
        input,
        outputs,
        new Window(SAME, SAME),
        1,
        weights(random, outputs * input.channels() * 9),
        weights(random, outputs));
  }

  private static Affine affine(SplittableRandom random, int inputs, int outputs) {
    return new Affine(inputs, outputs, weights(random, inputs * outputs), weights(random, outputs));
  }

  private static float[] weights(SplittableRandom random, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextDouble(-0.25, 0.35);
    }
    return weights;
  }

  private static double[] expected(
      SpikingNetwork network, SimulationSettings settings, Function<SampleRun, double[]> values) {
    double[] mean = new double[network.outputs()];
    for (int from = 0; from < SAMPLES.size(); from += SampleChunks.CHUNK) {
      int to = Math.min(from + SampleChunks.CHUNK, SAMPLES.size());
      double[] sum = new double[mean.length];
      new ReferenceSimulator(network, settings)
          .run(
              IntStream.range(from, to).mapToObj(SAMPLES::sample).toList(),
              from,
              run -> {
                double[] added = values.apply(run);
                Arrays.setAll(sum, j -> sum[j] + added[j]);
              });
      Arrays.setAll(mean, j -> mean[j] + sum[j] / SAMPLES.size());
    }
    return mean;
  }

  @ParameterizedTest(name = "{0}, {1} threads, {2} bytes, signed: {3}")
  @CsvSource({
    "CURRENT, 1, 1000000, false",
    "CURRENT, 3, 1000000, false",
    "CURRENT, 2, 0, false",
    "CURRENT, 2, 30000, false",
    "CURRENT, 2, 60000, true",
    "POISSON, 3, 0, true",
    "POISSON, 2, 1000000, false",
    "POISSON, 3, 60000, false",
    "REGULAR, 1, 0, false"
  })
  void isWhatNetworksThatEndThereDo(InputCoding coding, int threads, long room, boolean signed)
      throws InterruptedException {
    SpikingNetwork network = signed ? signed(network()) : network();
    SimulationSettings fires = new SimulationSettings(STEPS, coding, Readout.SPIKES, 9);
    PopulationMeans means =
        new PopulationMeans(network, fires, SAMPLES, threads, Progress.NONE, room);
    for (int p = 0; p < 4; p++) {
      double[] counts =
          expected(
              network.upTo(p),
              fires,
              run ->
                  Arrays.stream(run.layers().get(run.layers().size() - 1).counts())
                      .asDoubleStream()
                      .toArray());
      assertTrue(Arrays.stream(counts).sum() > 0);
      double[] rates = Arrays.stream(counts).map(count -> count / STEPS).toArray();
      assertArrayEquals(rates, means.rates(network, p), "population " + p);
      // It may change until it is kept.
      network = moved(network, p);
      means.keep(network, p);
    }
    SimulationSettings integrates = new SimulationSettings(STEPS, coding, Readout.MEMBRANE, 9);
    double[] potentials =
        expected(
            network,
            integrates,
            run -> IntStream.range(0, 3).mapToDouble(j -> run.potentials()[j]).toArray());
    assertArrayEquals(potentials, means.potentials(network));
  }

  /** All neurons but those of the output. */
  private static SpikingNetwork signed(SpikingNetwork network) {
    List<Population> populations = new ArrayList<>(network.populations());
    for (int p = 0; p < populations.size() - 1; p++) {
      Population population = populations.get(p);
      Firing firing = population.neurons().firing();
      Firing taking = firing.withNegative(Optional.of(Negative.takingBack(firing.threshold())));
      populations.set(p, population.withNeurons(population.neurons().withFiring(taking)));
    }
    return network.withPopulations(populations);
  }

  private static SpikingNetwork moved(SpikingNetwork network, int p) {
    List<Population> populations = new ArrayList<>(network.populations());
    Population population = populations.get(p);
    Firing firing = population.neurons().firing().withInitialPotential(0.25f);
    populations.set(p, population.withNeurons(population.neurons().withFiring(firing)));
    return network.withPopulations(populations);
  }
}
