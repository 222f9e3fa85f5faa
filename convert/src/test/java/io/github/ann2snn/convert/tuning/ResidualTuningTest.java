package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Reshape;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TrialRunner.Readings;
import io.github.ann2snn.convert.tuning.TrialRunner.SweepEngine;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.energy.EnergyProfile.Price;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The search over settings of a network with a shortcut: a percentile for each population. */
class ResidualTuningTest {
  private static final WindowAxis SAME = new WindowAxis(3, 1, 1, 1, 1);

  private final SplittableRandom random = new SplittableRandom(2);
  private final Dataset dataset = dataset();
  private final TuningSettings settings =
      new TuningSettings(
          "m",
          "d",
          dataset.trainSha256(),
          Objective.SYNOPS,
          0.1,
          0.95,
          24,
          8,
          List.of(InputCoding.CURRENT),
          100,
          1,
          false);
  private TrialConverter converter;

  @BeforeEach
  void readTheNetwork() throws ConversionRefusedException {
    converter = new TrialConverter(graph(), dataset, Trials.base(8, 100, 1));
  }

  private AnnGraph graph() {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int input = builder.add("input", Input.of(Shape.of(1, 4, 4)));
    int first = builder.add("relu1", Relu.plain(), builder.add("conv1", convolve(1), input));
    int inner = builder.add("relu2", Relu.plain(), builder.add("conv2", convolve(3), first));
    int last = builder.add("conv3", convolve(3), inner);
    int sum = builder.add("relu3", Relu.plain(), builder.add("add", new Add(), last, first));
    int flat = builder.add("flat", Reshape.flat(builder.shape(sum)), sum);
    builder.add("dense", new Dense(3, draw(3 * 48), draw(3)), flat);
    return builder.build();
  }

  private Convolve convolve(int inputs) {
    return new Convolve(3, new Window(SAME, SAME), 1, draw(3 * inputs * 9), draw(3));
  }

  private float[] draw(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-0.4, 0.6);
    }
    return values;
  }

  private static Dataset dataset() {
    SplittableRandom random = new SplittableRandom(4);
    float[] values = new float[300 * 16];
    byte[] labels = new byte[300];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) random.nextInt(3);
    }
    Split all = Split.ofFloats(values, labels, 16);
    List<String> classes = List.of("a", "b", "c");
    return new Dataset(
        "d", List.of(1, 4, 4), classes, all.slice(0, 200), all.slice(200, 300), "", "");
  }

  /**
   * Another percentile of the sum changes what reaches it and what leaves it, all of that alone.
   */
  @Test
  void aPopulationHasAPercentileOfItsOwn() throws ConversionRefusedException, InterruptedException {
    assertEquals(4, converter.layers());
    SpikingNetwork same = convert(99.9, 99.9, 99.9, 99.9);
    SpikingNetwork lower = convert(99.9, 99.9, 90, 99.9);
    assertEquals(same.populations().subList(0, 2), lower.populations().subList(0, 2));
    float ratio = weight(lower, 2, 0)[0] / weight(same, 2, 0)[0];
    assertTrue(ratio > 1.05, "the shortcut's weight grows by " + ratio);
    for (int k = 0; k < 2; k++) {
      float[] expected = weight(same, 2, k);
      for (int i = 0; i < expected.length; i++) {
        expected[i] *= ratio;
      }
      assertArrayEquals(expected, weight(lower, 2, k), 1e-6f);
    }
    assertEquals(weight(same, 3, 0)[5] / ratio, weight(lower, 3, 0)[5], 1e-6f);
  }

  private SpikingNetwork convert(double... percentiles)
      throws ConversionRefusedException, InterruptedException {
    Setting setting =
        Trials.DEFAULTS.withPercentiles(DoubleStream.of(percentiles).boxed().toList());
    return converter.convert(setting.config(Trials.base(8, 100, 1), 8));
  }

  private static float[] weight(SpikingNetwork network, int population, int projection) {
    return network
        .populations()
        .get(population)
        .projections()
        .get(projection)
        .connection()
        .weight();
  }

  @Test
  void everySettingOfTheSearchRuns() throws Exception {
    Map<Countable, Price> prices = new LinkedHashMap<>();
    for (Operation operation : Operation.values()) {
      prices.put(operation, Price.of(1, ""));
    }
    EnergyProfile profile =
        new EnergyProfile(
            "test",
            "",
            "",
            Set.of(Arithmetic.FLOAT),
            prices,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    TrialRunner runner =
        new TrialRunner(
            converter,
            Trials.base(8, 100, 1),
            Arithmetic.FLOAT,
            new Readings(true, Optional.empty()),
            profile,
            new SweepEngine.Here(2));
    ComparedSamples samples = new ComparedSamples(dataset.test(), new int[100]);
    Search search = settings.search(converter.layers());
    List<Trial> trials = new ArrayList<>();
    Optional<Setting> next = search.next(trials);
    while (next.isPresent() && trials.size() < settings.budget()) {
      Trial trial = runner.trials(List.of(next.get()), samples, done -> {}).get(0);
      assertEquals(8, trial.accuracyByTimestep().size(), trial.toString());
      trials.add(trial);
      next = search.next(trials);
    }
    assertTrue(trials.size() > 13, "none beyond the grid: " + trials.size());
    assertNotEquals(trials.get(0).accuracyByTimestep(), trials.get(1).accuracyByTimestep());
    Setting each = Trials.DEFAULTS.withPercentiles(List.of(99.9, 99.0, 95.0, 99.9));
    Trial byLayer = runner.trials(List.of(each), samples, done -> {}).get(0);
    assertNotEquals(trials.get(0).accuracyByTimestep(), byLayer.accuracyByTimestep());
  }
}
