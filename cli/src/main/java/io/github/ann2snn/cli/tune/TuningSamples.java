package io.github.ann2snn.cli.tune;

import io.github.ann2snn.cli.options.Samples;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.tuning.TuningDocument.HeldOutPart;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.train.inference.Classifier;
import java.io.IOException;

/**
 * The samples that decide in a tuning: half of them in the search, the others in the confirmation.
 *
 * @param search samples that trials are made on, with the ANN's classes
 * @param confirmation samples that candidates are confirmed on
 * @param facts how many there are, and what the ANN does on them
 */
record TuningSamples(ComparedSamples search, ComparedSamples confirmation, HeldOutPart facts) {
  private static final int MOST = 20_000;

  /**
   * Chooses samples that do not calibrate.
   *
   * @param subject the model that is simulated, and the samples that it may be tuned on
   * @param converter of that model
   * @param dataset what the samples are from
   * @throws IOException if they are too few
   */
  static TuningSamples choose(
      TuningSubject subject, TrialConverter converter, Dataset dataset, long seed)
      throws IOException {
    Split calibration = converter.calibrationSamples();
    Split free = subject.pool().without(calibration).shuffled(seed);
    Split chosen = free.slice(0, Math.min(MOST, free.size()));
    int half = chosen.size() / 2;
    if (half == 0) {
      throw new IOException(
          Text.of(
              "%s: %d training samples are left beside %d to calibrate on, expected at least 2 to tune on; ask for fewer with --calibration-samples",
              dataset.name(), chosen.size(), calibration.size()));
    }
    Classifier classifier = new Classifier(subject.argument().model().network());
    ComparedSamples search = compared(chosen.slice(0, half), classifier);
    ComparedSamples confirmation = compared(chosen.slice(half, chosen.size()), classifier);
    return new TuningSamples(
        search,
        confirmation,
        new HeldOutPart(
            subject.basis(),
            subject.sha256(),
            converter.layers(),
            search.samples().size(),
            accuracy(search),
            confirmation.samples().size(),
            accuracy(confirmation),
            calibration.size()));
  }

  static ComparedSamples compared(Split samples, Classifier classifier) {
    return new ComparedSamples(new Samples(samples), classifier.predict(samples));
  }

  private static double accuracy(ComparedSamples compared) {
    int correct = 0;
    for (int i = 0; i < compared.reference().length; i++) {
      correct += compared.reference()[i] == compared.samples().label(i) ? 1 : 0;
    }
    return (double) correct / compared.reference().length;
  }
}
