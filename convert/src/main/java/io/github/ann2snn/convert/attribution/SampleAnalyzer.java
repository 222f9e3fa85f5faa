package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.ErrorSplit.IdealNeuron;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    int[][] arriving = new int[layers.size()][];
    for (int l = 1; l < arriving.length; l++) {
      arriving[l] = run.arriving(l).counts();
    }
    int[][] spikes = new int[firing][];
    double[][] currents = new double[firing][];
    for (int l = 0; l < firing; l++) {
      double[] rates = l == 0 ? inputRates(input, run) : rates(arriving[l]);
      currents[l] = layers.get(l).current(rates);
      spikes[l] = run.layers().get(l).counts();
    }
    List<Map<ErrorTerm, OutputEffect>> effects = new ArrayList<>();
    for (int l = 0; l < hidden; l++) {
      effects.add(effects(l, normalized(l, activations[l]), currents[l], spikes[l]));
    }
    return new SampleAnalysis(
        arriving, spikes, currents, output.logits(run), run.prediction(), effects);
  }

  private double[] inputRates(float[] input, SampleRun run) {
    if (run.input().isPresent()) {
      return rates(run.input().get().counts());
    }
    return IntStream.range(0, input.length).mapToDouble(i -> input[i]).toArray();
  }

  private double[] rates(int[] spikes) {
    return Arrays.stream(spikes).mapToDouble(count -> (double) count / timesteps).toArray();
  }

  private Map<ErrorTerm, OutputEffect> effects(int l, double[] x, double[] currents, int[] spikes) {
    ErrorSplit[] splits = new ErrorSplit[x.length];
    for (int j = 0; j < x.length; j++) {
      splits[j] = ErrorSplit.of(ideal(l), x[j], currents[j], layers.get(l).initial()[j], spikes[j]);
    }
    double[] without = logits(l, x);
    Map<ErrorTerm, OutputEffect> effects = new EnumMap<>(ErrorTerm.class);
    for (ErrorTerm term : ErrorTerm.own()) {
      double[] with = x.clone();
      boolean any = false;
      for (int j = 0; j < x.length; j++) {
        with[j] += splits[j].of(term);
        any |= splits[j].of(term) != 0;
      }
      effects.put(term, any ? effect(without, logits(l, with)) : new OutputEffect(0, 0));
    }
    return effects;
  }

  /** The logits that an ANN gets from the activations of layer {@code from}, in units of lambda. */
  private double[] logits(int from, double[] activations) {
    double[] x = activations;
    for (int l = from + 1; l < layers.size(); l++) {
      x = layers.get(l).current(layers.get(l).pooled(x));
      float[] lambda = scales.get(l).lambda();
      for (int j = 0; j < x.length; j++) {
        double relu = Math.min(Math.max(0, x[j]), bounds.get(l) / lambda[j]);
        x[j] = l < hidden ? relu : lambda[j] * x[j];
      }
    }
    return x;
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
   * @param arriving per layer but the first, the spikes that each input of its connection gets
   * @param spikes per layer that fires, the spikes of each neuron
   * @param currents per layer that fires, the mean current into each neuron in thresholds per step
   * @param logits of the spiking network
   * @param prediction class of the spiking network
   * @param effects per hidden layer and {@link ErrorTerm#own} term, what it does to the output
   */
  record SampleAnalysis(
      int[][] arriving,
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
