package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.GraphText;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import java.util.List;

/** Says what is in a model, whatever format it has. */
record ModelInspection(ModelArgument argument) {
  String text() {
    AnnModel model = argument.model().content();
    StringBuilder text = new StringBuilder();
    text.append(
        Text.of(
            "%s model: %s, %,d parameters%n",
            model.format(), argument.architecture(), GraphText.parameters(model.graph())));
    text.append(GraphText.table(model.graph()));
    argument.checked().ifPresent(check -> text.append(Text.of("framework: %s%n", check)));
    argument.provenance().ifPresent(provenance -> text.append(JsonDocument.text(provenance)));
    return text.toString();
  }

  String json() {
    AnnModel model = argument.model().content();
    return JsonDocument.text(
        new ModelPart(
            model.format(),
            argument.architecture(),
            GraphText.parameters(model.graph()),
            model.fullScale(),
            model.graph().nodes().stream().map(node -> part(node)).toList(),
            model.notes(),
            argument.checked().orElse(null),
            argument.provenance().orElse(null)));
  }

  private static NodePart part(Node node) {
    return new NodePart(
        node.name(), node.operation().kindName(), node.inputs(), node.shape().sizes());
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record ModelPart(
      String format,
      String architecture,
      long parameters,
      float fullScale,
      List<NodePart> nodes,
      List<String> notes,
      FrameworkCheck check,
      ModelProvenance provenance) {}

  private record NodePart(
      String name, String operation, List<Integer> inputs, List<Integer> shape) {}
}
