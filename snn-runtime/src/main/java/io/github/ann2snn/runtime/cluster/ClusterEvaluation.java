package io.github.ann2snn.runtime.cluster;

import io.github.ann2snn.runtime.evaluation.Evaluation;
import java.util.List;

/**
 * What a cluster found.
 *
 * @param evaluation of all samples that could be read, in their order
 * @param skipped the parts that could not, in their order; empty unless that was asked for
 * @param resumed number of parts that an earlier run had finished
 */
public record ClusterEvaluation(Evaluation evaluation, List<SkippedPart> skipped, int resumed) {
  public ClusterEvaluation {
    skipped = List.copyOf(skipped);
  }

  /**
   * A part that was left out.
   *
   * @param from index of its first sample
   * @param to index behind its last sample
   * @param reason why, with the file and the place
   */
  public record SkippedPart(int from, int to, String reason) {}
}
