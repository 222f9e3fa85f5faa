package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.document.Definitions;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.train.model.Environment;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is in a file. */
@Command(
    name = "inspect",
    description = {
      "Says what is in a model, a network, a results file or a file of another framework, or what this"
          + " runs on.",
      "A NIR graph that cannot be simulated is listed all the same, with the reason."
    },
    footer = {
      "",
      "Example: ann2snn inspect network.nir",
      "Example: ann2snn inspect --runtime",
      "Example: ann2snn inspect --definitions"
    })
public final class InspectCommand extends BaseCommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "A model.zip, network.nir, results.json or another file that ann2snn writes or reads.")
  private Path file;

  @Option(
      names = "--runtime",
      description = "Say which kernel simulates and why, and which native libraries train.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean runtime;

  @Option(
      names = "--definitions",
      description = "Say what each item and total in the results means.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean definitions;

  @Option(
      names = "--json",
      description = "Print JSON.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean json;

  @Override
  public void run() throws IOException {
    if ((runtime ? 1 : 0) + (definitions ? 1 : 0) + (file != null ? 1 : 0) != 1) {
      throw usage("name one FILE, or give --runtime or --definitions");
    }
    if (runtime) {
      inspectRuntime();
    } else if (definitions) {
      inspectDefinitions();
    } else {
      inspectFile();
    }
  }

  private void inspectRuntime() {
    ObjectNode facts = new JsonMapper().createObjectNode();
    facts.put("kernel", EventDrivenSimulator.selectedKernel());
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    Environment.describe().forEach(facts::put);
    StringBuilder text = new StringBuilder();
    facts
        .properties()
        .forEach(
            fact -> text.append(Text.of("%-20s %s%n", fact.getKey(), fact.getValue().asText())));
    print(json ? facts.toPrettyString() + "\n" : text.toString());
  }

  private void inspectDefinitions() {
    ObjectNode facts = new JsonMapper().createObjectNode();
    Definitions.byKey().forEach(facts::put);
    print(json ? facts.toPrettyString() + "\n" : Definitions.text());
  }

  private void inspectFile() throws IOException {
    print(new FileInspection(file, json, terminal()).describe());
  }
}
