package io.github.ann2snn.runtime.cluster;

import io.github.ann2snn.runtime.evaluation.SweepResult;
import java.util.List;

/**
 * What networks did on a cluster.
 *
 * @param results one for each
 * @param resumed number of tasks that an earlier run had finished
 */
public record ClusterSweep(List<SweepResult> results, int resumed) {
  public ClusterSweep {
    results = List.copyOf(results);
  }
}
