package io.github.ann2snn.report.sample;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.report.document.DatasetPart.SampleImages;
import io.github.ann2snn.report.document.SampleParts.FlippedPart;
import io.github.ann2snn.report.document.SampleParts.FlippedSample;
import io.github.ann2snn.report.document.SampleParts.RasterPart;
import io.github.ann2snn.report.document.SampleParts.SamplePart;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Runs a few test samples again, alone, to tell what they did step by step: the same as among the
 * others, because a run depends on the seed and the sample alone.
 *
 * @param dataset whose test samples they are
 * @param simulator of the network that was evaluated, with the same settings
 * @param ann what the original network said of them, if it ran
 */
record SampleTraces(Dataset dataset, Simulator simulator, Optional<AnnEvaluation> ann) {
  /** The most neurons of a layer that are shown. */
  static final int SHOWN = 64;

  /** The most classes that a sample is shown for, and the most flipped samples. */
  private static final int MOST = 10;

  /** Steps x (classes + neurons shown) of all samples together: the longer a run, the fewer. */
  private static final long ROOM = 1_000_000;

  private static final int DIGITS = 5;

  /**
   * The first sample of each class that the SNN gets right, for ten classes at most, then the first
   * ten that were flipped; fewer where runs are long, and none where they are very long.
   */
  List<SamplePart> of(Evaluation evaluation, Optional<FlippedPart> flipped) {
    Set<Integer> chosen = new LinkedHashSet<>(firstCorrect(evaluation));
    flipped.stream()
        .flatMap(part -> part.samples().stream())
        .limit(MOST)
        .map(FlippedSample::index)
        .forEach(chosen::add);
    return chosen.stream().limit(ROOM / size()).map(this::sample).toList();
  }

  private List<Integer> firstCorrect(Evaluation evaluation) {
    Split test = dataset.test();
    TreeMap<Integer, Integer> first = new TreeMap<>();
    for (int i = 0; i < test.size(); i++) {
      if (evaluation.predictions()[i] == test.label(i)) {
        first.putIfAbsent(test.label(i), i);
      }
    }
    return first.values().stream().limit(MOST).toList();
  }

  private long size() {
    long rows = dataset.classes();
    for (Population layer : simulator.network().populations()) {
      rows += shown(layer.neurons().neurons()).length;
    }
    return rows * simulator.settings().timesteps();
  }

  private SamplePart sample(int index) {
    SampleRun run = simulator.run(dataset.test().sample(index), index);
    List<RasterPart> rasters = new ArrayList<>();
    for (SpikeTrain train : run.layers()) {
      rasters.add(raster(simulator.network().populations().get(rasters.size()).name(), train));
    }
    return new SamplePart(
        index,
        dataset.test().label(index),
        ann.map(a -> a.predictions()[index]).orElse(null),
        run.prediction(),
        new SampleImages(dataset).of(index),
        IntStream.range(0, run.timesteps())
            .mapToObj(t -> rounded(run.outputs().potentials(t)))
            .toArray(Double[][]::new),
        rasters);
  }

  private static Double[] rounded(float[] potentials) {
    Double[] rounded = new Double[potentials.length];
    Arrays.setAll(rounded, c -> SampleFindings.significant(potentials[c], DIGITS));
    return rounded;
  }

  private static RasterPart raster(String layer, SpikeTrain train) {
    int[] shown = shown(train.neurons());
    int[][] spikes = new int[train.timesteps()][];
    for (int t = 0; t < spikes.length; t++) {
      int step = t;
      spikes[t] =
          IntStream.range(0, shown.length).filter(i -> train.fired(step, shown[i])).toArray();
    }
    return new RasterPart(layer, train.neurons(), shown, spikes);
  }

  /** Neurons, evenly spread. */
  private static int[] shown(int neurons) {
    int count = Math.min(SHOWN, neurons);
    return IntStream.range(0, count).map(i -> (int) ((long) i * neurons / count)).toArray();
  }
}
