package io.github.ann2snn.api;

import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningText;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a tuning has found.
 *
 * @param document everything that was tried, confirmed, chosen and tested
 * @param network the choice, which knows how it is meant to be run; empty if nothing was shown to
 *     lose as little as was asked for
 * @param notices what the reader must know of the samples
 */
public record Tuning(
    TuningDocument document, Optional<SpikingNetwork> network, List<String> notices) {
  /**
   * Copies the list.
   *
   * @param document everything
   * @param network the choice
   * @param notices whole sentences
   */
  public Tuning {
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(network, "network");
    notices = List.copyOf(notices);
  }

  /**
   * A table of what was tried, and what was chosen.
   *
   * @return lines for people
   */
  public String text() {
    return TuningText.of(document);
  }
}
