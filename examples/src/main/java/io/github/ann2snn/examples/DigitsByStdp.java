package io.github.ann2snn.examples;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator.CompetitiveEvaluation;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveNetwork;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveTraining;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses;
import io.github.ann2snn.files.Text;
import java.util.Map;

/** Neurons that compete for digits learn them without labels, by when they and inputs fire. */
public final class DigitsByStdp {
  private static final int NEURONS = 50;
  private static final int SAMPLES = 2_000;
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private DigitsByStdp() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    Dataset digits = new DatasetLoader(DatasetOptions.DEFAULTS).load("digits");
    Split training = digits.train().slice(0, SAMPLES);

    CompetitiveModel model =
        CompetitiveModel.DEFAULT.withThresholdStepMv(
            CompetitiveModel.usualThresholdStepMv(NEURONS));
    CompetitiveNetwork network = CompetitiveNetwork.random(model, digits.width(), NEURONS, 42);
    LearningState state = LearningState.start(network, digits.classes(), Map.of());
    CompetitiveTraining learning = new CompetitiveTraining(training, 1, THREADS);
    while (state.presented() < SAMPLES) {
      state = learning.advance(state, SAMPLES, presented -> {});
    }

    // Labels come in only now: a neuron stands for the class that it fires for most.
    NeuronClasses classes =
        new CompetitiveEvaluator(state.network(), 2, THREADS)
            .assign(training, digits.classes(), done -> {});
    CompetitiveEvaluation evaluation =
        new CompetitiveEvaluator(state.network(), 3, THREADS)
            .evaluate(digits.test().slice(0, 300), classes, done -> {});
    System.out.println(
        Text.of(
            "%d neurons have seen %d digits, and know %d of %d others.",
            NEURONS, state.presented(), evaluation.correct(), evaluation.samples()));
  }
}
