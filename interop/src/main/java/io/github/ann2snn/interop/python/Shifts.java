package io.github.ann2snn.interop.python;

import io.github.ann2snn.interop.python.Feature.Limit;
import java.util.List;
import java.util.Optional;

/** What simulators have in common in which a spike takes at least a step: {@code shifts.py}. */
final class Shifts {
  /** What the README says of it. */
  static final String EXACTNESS =
      "Each population begins a step after the last of those that lead to it, and a spike that passes"
          + " some of them takes as many steps more: counted from its own first step, each does what it"
          + " does in ann2snn. With --delays, all begin at once.";

  private Shifts() {}

  /** Why their neurons cannot do something. */
  static Optional<Limit> limit(Feature feature, String simulator) {
    return switch (feature) {
      case MAX_POOLING ->
          Optional.of(
              new Limit(
                  "no synapse of "
                      + simulator
                      + " passes the spikes of the neuron alone whose summed current is the largest of"
                      + " its window",
                  "train and convert the model with average pooling"));
      case SIGNED_SPIKES -> elsewhere("neurons of " + simulator + " fire none");
      case LEAK, FILTERED_CURRENT ->
          elsewhere(
              simulator + " solves their equation, and takes no Euler steps as this network does");
      case RESET_TO_THRESHOLD ->
          elsewhere("neurons of " + simulator + " need a reset potential below the threshold");
      default -> Optional.empty();
    };
  }

  private static Optional<Limit> elsewhere(String reason) {
    return Optional.of(new Limit(reason, "export it for Brian2 or Nengo, which can"));
  }

  /** What they do in another way. */
  static List<String> cautions(ExportedRun run, String simulator) {
    if (!run.has(Feature.SAME_STEP)) {
      return List.of();
    }
    return List.of(
        "In "
            + simulator
            + ", a spike takes at least one step, so populations begin one after the other;"
            + " --delays lets all begin at once, here, too.");
  }
}
