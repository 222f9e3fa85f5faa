package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.TripletRule;
import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The definition of a presentation, step by step and neuron by neuron in plain loops: what all else
 * must be equal to, bit for bit.
 */
final class PlainLearning {
  private static final int STEPS = CompetitiveModel.STEPS;
  private static final int NEVER = -1;
  private static final float THRESHOLD_DECAY =
      (float)
          StrictMath.exp(
              -(CompetitiveModel.PRESENTATION_MS + CompetitiveModel.PAUSE_MS)
                  / CompetitiveModel.THRESHOLD_TAU_MS);

  private final CompetitiveModel model;
  private final long seed;
  private final int inputs;
  private final int neurons;
  final float[] weights;
  final float[] thresholds;
  SpikeTrain input;
  SpikeTrain excitatory;
  SpikeTrain inhibitory;

  PlainLearning(CompetitiveNetwork network, long seed) {
    this.model = network.model();
    this.seed = seed;
    this.inputs = network.inputs();
    this.neurons = network.neurons();
    this.weights = network.weights();
    this.thresholds = network.adaptiveThresholds();
  }

  CompetitiveNetwork network() {
    return new CompetitiveNetwork(model, inputs, weights.clone(), thresholds.clone());
  }

  /** Shows a sample until it causes enough spikes. */
  void learn(float[] x, long number) {
    int intensity = CompetitiveModel.INTENSITY;
    present(x, number, intensity);
    while (excitatory.count() < CompetitiveModel.LEAST_SPIKES
        && intensity < CompetitiveModel.MOST_INTENSITY) {
      intensity++;
      present(x, number, intensity);
    }
  }

  private void present(float[] x, long number, int intensity) {
    normalise();
    show(x, number, intensity, true);
    for (int n = 0; n < neurons; n++) {
      thresholds[n] *= THRESHOLD_DECAY;
    }
  }

  private void normalise() {
    float wanted = (float) (CompetitiveModel.WEIGHT_PER_INPUT * inputs);
    for (int n = 0; n < neurons; n++) {
      float sum = 0;
      for (int i = 0; i < inputs; i++) {
        sum += weights[i * neurons + n];
      }
      float factor = sum > 0 ? wanted / sum : 0;
      for (int i = 0; i < inputs; i++) {
        weights[i * neurons + n] = Math.min(1f, weights[i * neurons + n] * factor);
      }
    }
  }

  /** A presentation from rest. */
  void show(float[] x, long number, int intensity, boolean learns) {
    double gain = (double) CompetitiveModel.REFERENCE_INPUTS / inputs;
    Plain excited = new Plain(ConductanceMembrane.EXCITATORY, gain);
    Plain inhibited = new Plain(ConductanceMembrane.INHIBITORY, 1);
    for (int n = 0; n < neurons; n++) {
      excited.threshold[n] = (float) model.baseThresholdMv() + thresholds[n];
    }
    int[] lastBefore = new int[inputs];
    int[] lastBehind = new int[neurons];
    Arrays.fill(lastBefore, NEVER);
    Arrays.fill(lastBehind, NEVER);
    double most = CompetitiveModel.HERTZ_PER_INTENSITY * intensity * CompetitiveModel.DT_MS / 1000;
    SplittableRandom random = new SplittableRandom(SplitMix64.seed(seed, number, intensity));
    input = new SpikeTrain(inputs, STEPS);
    excitatory = new SpikeTrain(neurons, STEPS);
    inhibitory = new SpikeTrain(neurons, STEPS);
    for (int t = 0; t < STEPS; t++) {
      excited.integrate(t);
      inhibited.integrate(t);
      for (int i = 0; i < inputs; i++) {
        if (x[i] > 0 && random.nextDouble() < x[i] * most) {
          input.fire(i);
          for (int n = 0; n < neurons; n++) {
            excited.e[n] += weights[i * neurons + n];
            if (learns && lastBehind[n] != NEVER) {
              depress(i * neurons + n, t - lastBehind[n]);
            }
          }
          lastBefore[i] = t;
        }
      }
      input.endStep();
      for (int n : excited.fire(t)) {
        excitatory.fire(n);
        inhibited.e[n] += (float) CompetitiveModel.RELAY_WEIGHT;
        if (learns) {
          potentiate(n, t, lastBefore, lastBehind[n]);
          lastBehind[n] = t;
          thresholds[n] += (float) model.thresholdStepMv();
          excited.threshold[n] += (float) model.thresholdStepMv();
        }
      }
      excitatory.endStep();
      int[] fired = inhibited.fire(t);
      float sum = (float) model.inhibition() * fired.length;
      for (int n = 0; n < neurons && fired.length > 0; n++) {
        excited.g[n] += sum;
      }
      for (int n : fired) {
        excited.g[n] -= (float) model.inhibition();
        inhibitory.fire(n);
      }
      inhibitory.endStep();
    }
  }

  private static float trace(double rate, int steps, double tauMs) {
    return (float) (rate * StrictMath.exp(-steps * CompetitiveModel.DT_MS / tauMs));
  }

  private void depress(int weight, int since) {
    TripletRule rule = TripletRule.DIEHL_COOK;
    weights[weight] = Math.max(0, weights[weight] - trace(rule.preRate(), since, rule.tauPostMs()));
  }

  private void potentiate(int n, int t, int[] lastBefore, int lastBehind) {
    TripletRule rule = TripletRule.DIEHL_COOK;
    for (int i = 0; i < inputs && lastBehind != NEVER; i++) {
      if (lastBefore[i] != NEVER) {
        float gained =
            trace(rule.postRate(), t - lastBehind, rule.tauTripletMs())
                * trace(1, t - lastBefore[i], rule.tauPreMs());
        weights[i * neurons + n] = Math.min(1, weights[i * neurons + n] + gained);
      }
    }
  }

  /** All neurons of a kind. */
  private final class Plain {
    private final ConductanceMembrane kind;
    private final float eMean;
    private final float gMean = (float) mean(CompetitiveModel.INHIBITION_TAU_MS);
    private final float eLeft = left(CompetitiveModel.EXCITATION_TAU_MS);
    private final float gLeft = left(CompetitiveModel.INHIBITION_TAU_MS);
    private final float[] v = new float[neurons];
    private final float[] e = new float[neurons];
    private final float[] g = new float[neurons];
    private final float[] threshold = new float[neurons];
    private final int[] readyAt = new int[neurons];

    Plain(ConductanceMembrane kind, double gain) {
      this.kind = kind;
      this.eMean = (float) (gain * mean(CompetitiveModel.EXCITATION_TAU_MS));
      Arrays.fill(v, (float) kind.restMv());
      Arrays.fill(threshold, (float) kind.thresholdMv());
    }

    private static double mean(double tau) {
      return -StrictMath.expm1(-CompetitiveModel.DT_MS / tau) * tau / CompetitiveModel.DT_MS;
    }

    private static float left(double tau) {
      return (float) StrictMath.exp(-CompetitiveModel.DT_MS / tau);
    }

    void integrate(int t) {
      float share = (float) (CompetitiveModel.DT_MS / kind.tauMs());
      for (int n = 0; n < neurons; n++) {
        float x = e[n] * eMean;
        float y = g[n] * gMean;
        float drive =
            (float) kind.restMv()
                + x * (float) kind.excitatoryReversalMv()
                + y * (float) kind.inhibitoryReversalMv();
        v[n] = (v[n] + share * drive) / (1 + share * (1 + x + y));
        e[n] *= eLeft;
        g[n] *= gLeft;
        if (t < readyAt[n]) {
          v[n] = (float) kind.resetMv();
        }
      }
    }

    int[] fire(int t) {
      int[] fired = new int[neurons];
      int count = 0;
      for (int n = 0; n < neurons; n++) {
        if (v[n] > threshold[n] && t >= readyAt[n]) {
          v[n] = (float) kind.resetMv();
          readyAt[n] = t + (int) Math.round(kind.refractoryMs() / CompetitiveModel.DT_MS);
          fired[count++] = n;
        }
      }
      return Arrays.copyOf(fired, count);
    }
  }
}
