package io.github.ann2snn.convert.choice;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.tuning.TuningDocument.HeldOutPart;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;

/**
 * The samples that decide in a tuning: half of them in the search, the others in the confirmation.
 *
 * @param search samples that trials are made on, with the ANN's classes
 * @param confirmation samples that candidates are confirmed on
 * @param facts how many there are, and what the ANN does on them
 */
public record TuningSamples(
    ComparedSamples search, ComparedSamples confirmation, HeldOutPart facts) {
  private static final int MOST = 20_000;

  /**
   * The model that is simulated in a tuning, and samples to do it on.
   *
   * @param graph the model itself or a surrogate
   * @param sha256 of its file
   * @param samples training samples to tune on, and what is known of them
   */
  public record Subject(AnnGraph graph, String sha256, ChoiceSamples samples) {}

  /**
   * Chooses samples that do not calibrate.
   *
   * @param subject the model that is simulated, and the samples that it may be tuned on
   * @param converter of that model
   * @param dataset what the samples are from
   * @param seed of the choice
   * @param threads that find out what the model does on them
   * @throws ConversionRefusedException if they are too few
   */
  public static TuningSamples choose(
      Subject subject, TrialConverter converter, String dataset, long seed, int threads)
      throws ConversionRefusedException, InterruptedException {
    Split calibration = converter.calibrationSamples();
    Split free = subject.samples().samples().without(calibration).shuffled(seed);
    Split chosen = free.slice(0, Math.min(MOST, free.size()));
    int half = chosen.size() / 2;
    if (half == 0) {
      throw ConversionRefusedException.of(
          "%s: %d training samples are left beside %d to calibrate on, expected at least 2 to tune on; ask for fewer with --calibration-samples",
          dataset, chosen.size(), calibration.size());
    }
    ComparedSamples search = compared(chosen.slice(0, half), subject.graph(), threads);
    ComparedSamples confirmation =
        compared(chosen.slice(half, chosen.size()), subject.graph(), threads);
    return new TuningSamples(
        search,
        confirmation,
        new HeldOutPart(
            subject.samples().basis(),
            subject.sha256(),
            converter.layers(),
            search.samples().size(),
            accuracy(search),
            confirmation.samples().size(),
            accuracy(confirmation),
            calibration.size()));
  }

  /** Samples with the classes that a model gives them. */
  public static ComparedSamples compared(Split samples, AnnGraph graph, int threads)
      throws InterruptedException {
    Inference inference = Inference.of(graph, samples, threads, done -> {});
    return new ComparedSamples(samples, inference.classes());
  }

  private static double accuracy(ComparedSamples compared) {
    int correct = 0;
    for (int i = 0; i < compared.reference().length; i++) {
      correct += compared.reference()[i] == compared.samples().label(i) ? 1 : 0;
    }
    return (double) correct / compared.reference().length;
  }
}
