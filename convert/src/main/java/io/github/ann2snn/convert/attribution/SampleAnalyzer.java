package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.ErrorSplit.IdealNeuron;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Analyses samples one by one. Any number of threads may share one. */
final class SampleAnalyzer {
  final List<LayerDynamics> layers = new ArrayList<>();
  private final List<LayerScale> scales;
  private final List<Double> bounds;
  private final OutputPotentials output;
  private final int timesteps;

  /** Number of layers before the last. */
  final int hidden;

  /** Number of layers that fire. */
  final int firing;

  /**
   * @throws BadFileException if the terms do not apply to the network's neurons
   */
  SampleAnalyzer(ConvertedPair pair, SimulationSettings settings) throws BadFileException {
    for (Population layer : pair.network().populations()) {
      layers.add(LayerDynamics.of(layer));
    }
    this.scales = pair.scales();
    this.bounds = pair.bounds();
    this.output = new OutputPotentials(pair, settings);
    this.timesteps = settings.timesteps();
    this.hidden = layers.size() - 1;
    this.firing = settings.readout() == Readout.SPIKES ? layers.size() : hidden;
  }

  IdealNeuron ideal(int l) {
    return new IdealNeuron(timesteps, layers.get(l).layer().neurons().firing().rule());
  }

  /** {@code max(0, a) / lambda}: what the firing rates of a layer stand for. */
  double[] normalized(int l, float[] activations) {
    float[] lambda = scales.get(l).lambda();
    double[] x = new double[activations.length];
    for (int j = 0; j < x.length; j++) {
      x[j] = Math.max(0, activations[j]) / (double) lambda[j];
    }
    return x;
  }

  /**
   * Analyses a sample.
   *
   * @param activations of the ANN, layer by layer
   */
  SampleAnalysis analyze(float[] input, float[][] activations, SampleRun run) {
    int[][] spikes = new int[firing][];
    double[][] currents = new double[firing][];
    Map<Passage, int[]> passed = new TreeMap<>();
    run.gated().forEach((passage, train) -> passed.put(passage, train.counts()));
    for (int l = 0; l < firing; l++) {
      spikes[l] = run.layers().get(l).counts();
      int layer = l;
      currents[l] = layers.get(l).current(k -> arriving(new Passage(layer, k), input, run));
    }
    double[][] x = new double[hidden][];
    Arrays.setAll(x, l -> normalized(l, activations[l]));
    List<Map<ErrorTerm, OutputEffect>> effects = new ArrayList<>();
    for (int l = 0; l < hidden; l++) {
      effects.add(effects(l, input, x, currents[l], spikes[l]));
    }
    return new SampleAnalysis(
        passed, spikes, currents, output.logits(run), run.prediction(), effects);
  }

  /** The mean over the steps of what arrives over a projection. */
  private double[] arriving(Passage passage, float[] input, SampleRun run) {
    int source =
        layers.get(passage.population()).layer().projections().get(passage.projection()).source();
    return source == Projection.INPUT
        ? inputRates(input, run)
        : rates(run.arriving(passage, source).counts());
  }

  private double[] inputRates(float[] input, SampleRun run) {
    if (run.input().isPresent()) {
      return rates(run.input().get().counts());
    }
    return doubles(input);
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private double[] rates(int[] spikes) {
    return Arrays.stream(spikes).mapToDouble(count -> (double) count / timesteps).toArray();
  }

  /**
   * @param x activations of all hidden layers in units of lambda
   */
  private Map<ErrorTerm, OutputEffect> effects(
      int l, float[] input, double[][] x, double[] currents, int[] spikes) {
    int neurons = spikes.length;
    ErrorSplit[] splits = new ErrorSplit[neurons];
    for (int j = 0; j < neurons; j++) {
      double v0 = layers.get(l).initial()[j];
      splits[j] = ErrorSplit.of(ideal(l), x[l][j], currents[j], v0, spikes[j]);
    }
    double[] without = logits(l, x[l], input, x);
    Map<ErrorTerm, OutputEffect> effects = new EnumMap<>(ErrorTerm.class);
    for (ErrorTerm term : ErrorTerm.own()) {
      double[] with = x[l].clone();
      boolean any = false;
      for (int j = 0; j < neurons; j++) {
        with[j] += splits[j].of(term);
        any |= splits[j].of(term) != 0;
      }
      effects.put(term, any ? effect(without, logits(l, with, input, x)) : new OutputEffect(0, 0));
    }
    return effects;
  }

  /**
   * The logits that an ANN gets if layer {@code from} has other activations.
   *
   * @param x activations of all hidden layers in units of lambda
   */
  private double[] logits(int from, double[] activations, float[] input, double[][] x) {
    double[][] changed = x.clone();
    changed[from] = activations;
    double[] last = activations;
    for (int l = from + 1; l < layers.size(); l++) {
      if (l < hidden && !depends(l, changed, x)) {
        continue;
      }
      last = forward(l, input, changed);
      if (l < hidden) {
        changed[l] = last;
      }
    }
    return last;
  }

  /** Whether something that leads to a layer has changed. */
  private boolean depends(int l, double[][] changed, double[][] x) {
    return layers.get(l).layer().projections().stream()
        .mapToInt(Projection::source)
        .anyMatch(source -> source >= 0 && changed[source] != x[source]);
  }

  private double[] forward(int l, float[] input, double[][] x) {
    List<Projection> projections = layers.get(l).layer().projections();
    double[] y =
        layers
            .get(l)
            .current(
                k -> {
                  Projection projection = projections.get(k);
                  if (projection.isFromInput()) {
                    return doubles(input);
                  }
                  double[] from = x[projection.source()];
                  return projection.gate().map(gate -> gate.largest(from)).orElse(from);
                });
    float[] lambda = scales.get(l).lambda();
    for (int j = 0; j < y.length; j++) {
      double relu = Math.min(Math.max(0, y[j]), bounds.get(l) / lambda[j]);
      y[j] = l < hidden ? relu : lambda[j] * y[j];
    }
    return y;
  }

  private static OutputEffect effect(double[] without, double[] with) {
    double sum = 0;
    for (int c = 0; c < with.length; c++) {
      sum += Math.abs(with[c] - without[c]);
    }
    return new OutputEffect(sum / with.length, argmax(with) == argmax(without) ? 0 : 1);
  }

  /** Index of the largest value, the lowest on ties. */
  private static int argmax(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /**
   * What one sample did.
   *
   * @param passed spikes that come through each window of a max pooling
   * @param spikes per layer that fires, the spikes of each neuron
   * @param currents per layer that fires, the mean current into each neuron in thresholds per step
   * @param logits of the spiking network
   * @param prediction class of the spiking network
   * @param effects per hidden layer and {@link ErrorTerm#own} term, what it does to the output
   */
  record SampleAnalysis(
      Map<Passage, int[]> passed,
      int[][] spikes,
      double[][] currents,
      double[] logits,
      int prediction,
      List<Map<ErrorTerm, OutputEffect>> effects) {}

  /** Reads from an output layer's potentials what the ANN's logits are there; see OutputError. */
  record OutputPotentials(ConvertedPair pair, SimulationSettings settings) {
    /** {@code lambda (v(T) + n theta - v(0)) / (T theta)} of each class. */
    double[] logits(SampleRun run) {
      int last = pair.scales().size() - 1;
      Firing firing = pair.network().populations().get(last).neurons().firing();
      float[] theta = firing.threshold();
      float[] initial = firing.initialPotential();
      float[] lambda = pair.scales().get(last).lambda();
      boolean fires = settings.readout() == Readout.SPIKES;
      int[] spikes = fires ? run.layers().get(last).counts() : new int[theta.length];
      double[] logits = new double[theta.length];
      for (int j = 0; j < logits.length; j++) {
        double sum = (double) run.potentials()[j] + (double) spikes[j] * theta[j] - initial[j];
        logits[j] = lambda[j] * sum / theta[j] / run.timesteps();
      }
      return logits;
    }
  }
}
