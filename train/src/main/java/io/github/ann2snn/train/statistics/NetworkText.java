package io.github.ann2snn.train.statistics;

import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.dl4j.PlannedLayer;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.model.ConfigurationReader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The layers of a network in words; Deeplearning4j's summary is in the machine's language. */
public final class NetworkText {
  private NetworkText() {}

  public static String of(MultiLayerNetwork network) {
    Layout layout = ConfigurationReader.layout(network.getLayerWiseConfigurations());
    StringBuilder text = new StringBuilder();
    text.append(
        Text.of("%-14s %-20s %-14s %-14s %s\n", "layer", "kind", "in", "out", "parameters"));
    for (PlannedLayer layer : layout.layers()) {
      text.append(
          Text.of(
              "%-14s %-20s %-14s %-14s %,d\n",
              layer.name(), layer.kind(), layer.input(), layer.output(), layer.parameters()));
    }
    return text.append(Text.of("%,d parameters\n", layout.parameters())).toString();
  }
}
