package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Analyses samples, some at a time. Any number of threads may share one. */
final class SampleAnalyzer {
  final List<LayerDynamics> layers = new ArrayList<>();
  private final List<LayerScale> scales;
  private final List<Double> bounds;
  private final OutputPotentials output;
  private final int timesteps;
  private final int[] lastReaders;

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
    this.lastReaders = pair.network().lastReaders();
    this.hidden = layers.size() - 1;
    this.firing = settings.readout() == Readout.SPIKES ? layers.size() : hidden;
  }

  /** {@code max(0, a) / lambda}, or {@code a / lambda}: what the rates of a layer stand for. */
  double[] normalized(int l, float[] activations) {
    float[] lambda = scales.get(l).lambda();
    double[] x = new double[activations.length];
    for (int j = 0; j < x.length; j++) {
      float given = layers.get(l).fallsBelow(j) ? activations[j] : Math.max(0, activations[j]);
      x[j] = given / (double) lambda[j];
    }
    return x;
  }

  /**
   * Keeps what an analysis needs of a run.
   *
   * @param activations of the ANN, layer by layer
   */
  Observation observe(float[] input, float[][] activations, SampleRun run) {
    int[][] spikes = new int[firing][];
    for (int l = 0; l < firing; l++) {
      spikes[l] = run.layers().get(l).counts();
    }
    double[][] x = new double[hidden][];
    for (int l = 0; l < hidden; l++) {
      x[l] = normalized(l, activations[l]);
    }
    Map<Passage, int[]> passed = new TreeMap<>();
    run.gated().forEach((passage, train) -> passed.put(passage, train.counts()));
    double[] values =
        run.input().map(train -> rates(train.counts())).orElseGet(() -> doubles(input));
    return new Observation(
        doubles(input), values, x, spikes, passed, output.logits(run), run.prediction());
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private double[] rates(int[] spikes) {
    double[] rates = new double[spikes.length];
    for (int i = 0; i < spikes.length; i++) {
      rates[i] = (double) spikes[i] / timesteps;
    }
    return rates;
  }

  /** Analyses samples together; what is said of one does not depend on the others. */
  List<SampleAnalysis> analyze(List<Observation> samples) {
    List<SampleAnalysis> analyses = new ArrayList<>();
    for (Observation sample : samples) {
      analyses.add(new SampleAnalysis(sample, new double[firing][], new ArrayList<>()));
    }
    for (int l = 0; l < firing; l++) {
      int layer = l;
      double[] currents =
          layers.get(l).current(samples.size(), k -> arriving(new Passage(layer, k), samples));
      for (int s = 0; s < samples.size(); s++) {
        analyses.get(s).currents()[l] = column(currents, s, samples.size());
      }
    }
    for (int l = 0; l < hidden; l++) {
      addEffects(l, analyses);
    }
    return analyses;
  }

  /** The mean over the steps of what arrives over a projection. */
  private double[] arriving(Passage passage, List<Observation> samples) {
    Projection projection =
        layers.get(passage.population()).layer().projections().get(passage.projection());
    return columns(
        samples.size(),
        s -> {
          Observation sample = samples.get(s);
          if (projection.isFromInput()) {
            return sample.rates();
          }
          int[] passed = sample.passed().get(passage);
          return rates(passed == null ? sample.spikes()[projection.source()] : passed);
        });
  }

  /** What a layer's own terms do to the output, all samples and terms side by side. */
  private void addEffects(int l, List<SampleAnalysis> analyses) {
    List<Case> cases = new ArrayList<>();
    for (SampleAnalysis analysis : analyses) {
      double[] x = analysis.sample().x()[l];
      cases.add(new Case(analysis, null, x));
      for (ErrorTerm term : ErrorTerm.own()) {
        double[] with = x.clone();
        boolean any = false;
        for (int j = 0; j < x.length; j++) {
          double error = split(l, j, analysis).of(term);
          with[j] += error;
          any |= error != 0;
        }
        if (any) {
          cases.add(new Case(analysis, term, with));
        }
      }
      analysis.effects().add(new EnumMap<>(ErrorTerm.class));
      ErrorTerm.own().forEach(term -> analysis.effects().get(l).put(term, new OutputEffect(0, 0)));
    }
    double[] logits = logits(l, cases);
    double[] without = {};
    for (int c = 0; c < cases.size(); c++) {
      double[] found = column(logits, c, cases.size());
      Case one = cases.get(c);
      if (one.term() == null) {
        without = found;
      } else {
        one.analysis().effects().get(l).put(one.term(), effect(without, found));
      }
    }
  }

  private ErrorSplit split(int l, int j, SampleAnalysis analysis) {
    return ErrorSplit.of(
        layers.get(l).ideal(j, timesteps),
        analysis.sample().x()[l][j],
        analysis.currents()[l][j],
        layers.get(l).initial()[j],
        analysis.sample().spikes()[l][j]);
  }

  /**
   * Activations of a layer that an ANN is to go on from.
   *
   * @param term the error that they have; null for those without
   * @param activations in units of lambda
   */
  private record Case(SampleAnalysis analysis, ErrorTerm term, double[] activations) {}

  /** The logits that an ANN gets if layer {@code from} has other activations, side by side. */
  private double[] logits(int from, List<Case> cases) {
    double[][] changed = new double[layers.size()][];
    boolean[] depends = new boolean[layers.size()];
    changed[from] = columns(cases.size(), c -> cases.get(c).activations());
    depends[from] = true;
    for (int l = from + 1; l < layers.size(); l++) {
      for (Projection projection : layers.get(l).layer().projections()) {
        depends[l] |= !projection.isFromInput() && depends[projection.source()];
      }
      if (depends[l]) {
        changed[l] = forward(l, changed, cases);
      }
      for (int source = from; source < l; source++) {
        changed[source] = lastReaders[source] <= l ? null : changed[source];
      }
    }
    return changed[hidden];
  }

  private double[] forward(int l, double[][] changed, List<Case> cases) {
    int count = cases.size();
    List<Projection> projections = layers.get(l).layer().projections();
    double[] y =
        layers
            .get(l)
            .current(
                count,
                k -> {
                  Projection projection = projections.get(k);
                  int source = projection.source();
                  double[] x =
                      source >= 0 && changed[source] != null
                          ? changed[source]
                          : columns(count, c -> cases.get(c).analysis().sample().before(source));
                  return projection.gate().map(gate -> largest(gate, x, count)).orElse(x);
                });
    float[] lambda = scales.get(l).lambda();
    for (int k = 0; k < y.length; k++) {
      float scale = lambda[k / count];
      double relu = Math.min(layers.get(l).activation(k / count, y[k]), bounds.get(l) / scale);
      y[k] = l < hidden ? relu : scale * y[k];
    }
    return y;
  }

  private static double[] largest(MaxGate gate, double[] x, int count) {
    return columns(count, c -> gate.largest(column(x, c, count)));
  }

  /** Vectors side by side: their first values, their second values, and so on. */
  private static double[] columns(int count, IntFunction<double[]> vectors) {
    double[] columns = {};
    for (int c = 0; c < count; c++) {
      double[] vector = vectors.apply(c);
      columns = c == 0 ? new double[Math.multiplyExact(vector.length, count)] : columns;
      for (int i = 0; i < vector.length; i++) {
        columns[i * count + c] = vector[i];
      }
    }
    return columns;
  }

  private static double[] column(double[] columns, int c, int count) {
    double[] vector = new double[columns.length / count];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = columns[i * count + c];
    }
    return vector;
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
   * @param input of the ANN
   * @param rates mean of each input of the network over the steps
   * @param x the ANN's activations of hidden layers, in units of lambda
   * @param spikes per layer that fires, the spikes of each neuron
   * @param passed spikes that come through each window of a max pooling
   * @param logits of the spiking network
   * @param prediction class of the spiking network
   */
  record Observation(
      double[] input,
      double[] rates,
      double[][] x,
      int[][] spikes,
      Map<Passage, int[]> passed,
      double[] logits,
      int prediction) {
    /** What the ANN has where a projection comes from. */
    double[] before(int source) {
      return source == Projection.INPUT ? input : x[source];
    }
  }

  /**
   * What is behind that.
   *
   * @param currents per layer that fires, the mean current into each neuron in thresholds per step
   * @param effects per hidden layer and {@link ErrorTerm#own} term, what it does to the output
   */
  record SampleAnalysis(
      Observation sample, double[][] currents, List<Map<ErrorTerm, OutputEffect>> effects) {}

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
