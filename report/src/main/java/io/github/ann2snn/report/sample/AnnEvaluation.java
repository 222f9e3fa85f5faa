package io.github.ann2snn.report.sample;

/**
 * What the original network did.
 *
 * @param architecture layer sizes, such as {@code 784-512-256-10}
 * @param predictions class predicted for each sample
 * @param margins the largest logit of each sample less the second largest
 * @param denseMacs multiply-accumulates per sample
 * @param effectiveMacs those whose input is not zero, mean per sample
 */
public record AnnEvaluation(
    String architecture,
    int[] predictions,
    float[] margins,
    long denseMacs,
    double effectiveMacs) {}
