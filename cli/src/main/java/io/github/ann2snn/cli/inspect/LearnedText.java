package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveNetwork;
import io.github.ann2snn.dynamics.unsupervised.LearningFile;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import java.util.Locale;
import java.util.TreeMap;

/** What is in the file of a network that learned by STDP. */
final class LearnedText {
  private LearnedText() {}

  static String of(LearningState state, boolean json) {
    CompetitiveNetwork network = state.network();
    if (json) {
      ObjectNode node = new JsonMapper().createObjectNode();
      node.put("format", LearningFile.FORMAT);
      node.put("inputs", network.inputs()).put("neurons", network.neurons());
      node.put("classes", state.classes().classes()).put("presented", state.presented());
      ObjectNode facts = node.putObject("facts");
      new TreeMap<>(state.facts()).forEach(facts::put);
      return node.toPrettyString() + "\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "A network that learned by STDP: %,d inputs, %,d neurons, %,d samples learned, %d classes.%n",
            network.inputs(),
            network.neurons(),
            state.presented(),
            state.classes().classes()));
    new TreeMap<>(state.facts())
        .forEach((key, value) -> text.append("  %-20s%s%n".formatted(key, value)));
    return text.append("ann2snn stdp evaluate classifies with it.\n").toString();
  }
}
