package io.github.ann2snn.report.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.Trial;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;

/**
 * Where a spiking network's error comes from, and what was tried against it.
 *
 * @param dataset as the user named it
 * @param trainSha256 of its training split
 * @param selection which training samples were used, in words
 * @param notices what the reader must know about the data set and about the network's file
 * @param settings how the network was run
 * @param attribution its error
 * @param trials changes that were tried on other samples
 * @param provenance where model and network come from, and what they ran on
 */
public record Explanation(
    String dataset,
    String trainSha256,
    String selection,
    List<String> notices,
    SimulationSettings settings,
    Attribution attribution,
    List<Trial> trials,
    JsonNode provenance) {
  /** Version of the document. */
  public static final String SCHEMA = "ann2snn.explanation/1";

  public Explanation {
    notices = List.copyOf(notices);
    trials = List.copyOf(trials);
  }
}
