package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.files.Refusal;
import java.util.List;
import java.util.Map;

/**
 * How far learning has come: all that is needed to go on as if it had never stopped.
 *
 * @param network as it is
 * @param classes of its neurons, by their responses to the last window of samples, or to all
 *     training samples once learning has ended
 * @param presented number of samples learned so far, those seen again included
 * @param windows how each window of samples, from the second on, was classified while it was
 *     learned, by the classes of the window before it
 * @param facts what the network learned from, by name
 */
public record LearningState(
    CompetitiveNetwork network,
    NeuronClasses classes,
    long presented,
    List<Window> windows,
    Map<String, String> facts) {
  /**
   * Samples that were learned one after another.
   *
   * @param samples how many
   * @param correct how many of them were classified correctly
   */
  public record Window(int samples, int correct) {
    /** In [0, 1]. */
    public double accuracy() {
      return (double) correct / samples;
    }
  }

  public LearningState {
    windows = List.copyOf(windows);
    facts = Map.copyOf(facts);
    if (classes.assigned().length != network.neurons()) {
      throw Refusal.of("%d neurons have %d classes", network.neurons(), classes.assigned().length);
    }
    Refusal.when(presented < 0, "%s samples, expected at least 0", presented);
  }

  /** Nothing is learned yet. */
  public static LearningState start(
      CompetitiveNetwork network, int classes, Map<String, String> facts) {
    NeuronClasses none = NeuronClasses.of(new long[classes][network.neurons()], new int[classes]);
    return new LearningState(network, none, 0, List.of(), facts);
  }

  /** The same network with classes by other responses. */
  public LearningState withClasses(NeuronClasses other) {
    return new LearningState(network, other, presented, windows, facts);
  }
}
