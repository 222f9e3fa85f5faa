package io.github.ann2snn.report.document;

import java.util.List;

/**
 * The part of the document that says how a network learned without labels.
 *
 * @param rule what it learned by
 * @param trainingSamples number of training samples, which also gave the neurons their classes
 * @param presented number of samples learned, those seen again included
 * @param inhibition what a neuron's spike adds to the inhibitory conductance of all others
 * @param thresholdStepMv by how much a spike raised its neuron's threshold, mV
 * @param windows accuracy while it learned, from the second window of samples on
 * @param silentSamples test samples to which no neuron responded; they are given the first class
 * @param neuronsByClass how many neurons stand for each class
 * @param neuronsWithoutClass how many never fired for a training sample
 * @param thresholdsMv thresholds of all neurons, mV
 * @param fields receptive fields of the first neurons, at most {@value #MOST_FIELDS}; null where
 *     samples are no images
 */
public record LearningPart(
    String rule,
    int trainingSamples,
    long presented,
    double inhibition,
    double thresholdStepMv,
    List<WindowPart> windows,
    int silentSamples,
    int[] neuronsByClass,
    int neuronsWithoutClass,
    float[] thresholdsMv,
    List<FieldPart> fields) {
  /** The most receptive fields that a document holds. */
  public static final int MOST_FIELDS = 400;

  /**
   * Samples that were learned one after another.
   *
   * @param samples how many
   * @param accuracy share that the classes of the window before would have classified correctly
   */
  public record WindowPart(int samples, double accuracy) {}

  /**
   * What a neuron looks for.
   *
   * @param label class that it stands for; null for none
   * @param weights Base64 of one byte per input, 255 standing for its largest weight
   * @param largest that weight, in [0, 1]
   */
  public record FieldPart(Integer label, String weights, float largest) {}
}
