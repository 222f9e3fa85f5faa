package io.github.ann2snn.train.training;

import java.util.OptionalDouble;

/**
 * How an epoch went.
 *
 * @param epoch from 1
 * @param meanLoss mean over the samples trained on, each seen with the weights of its moment,
 *     weight decay included
 * @param validationAccuracy fraction in [0, 1] of held-out training samples classified correctly
 * @param testAccuracy the same of test samples; shown, never used to choose anything
 * @param trainingSeconds wall-clock time of the pass over the training samples
 * @param seconds the same with the checkpoint and the evaluation
 */
public record EpochReport(
    int epoch,
    double meanLoss,
    OptionalDouble validationAccuracy,
    OptionalDouble testAccuracy,
    double trainingSeconds,
    double seconds) {}
