package io.github.ann2snn.cli.inspect;

import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.ModelInput;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.document.Definitions;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.train.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is in a file or a folder. */
@Command(
    name = "inspect",
    description = {
      "Says what is in a model, a network, a results file or a file of another framework, or what this"
          + " runs on.",
      "Of a folder it says what each file is, and whether those that tell what they were made from"
          + " belong to the files beside them.",
      "A NIR graph that cannot be simulated is listed all the same, with the reason."
    },
    footer = {
      "",
      "Example: ann2snn inspect network.nir",
      "Example: ann2snn inspect model.onnx --check expected.npz",
      "Example: ann2snn inspect results",
      "Example: ann2snn inspect --runtime",
      "Example: ann2snn inspect --definitions"
    })
public final class InspectCommand extends BaseCommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "A model.zip, network.nir, results.json or another file that ann2snn writes or reads, or a"
              + " folder of such files.")
  private Path file;

  @Mixin private ModelInput.OfFile input;

  @Option(
      names = "--runtime",
      description = "Say which kernel simulates and why, and which native libraries train.",
      showDefaultValue = Visibility.NEVER)
  private boolean runtime;

  @Option(
      names = "--definitions",
      description = "Say what each item and total in the results means.",
      showDefaultValue = Visibility.NEVER)
  private boolean definitions;

  @Option(names = "--json", description = "Print JSON.", showDefaultValue = Visibility.NEVER)
  private boolean json;

  @Override
  public void run() throws IOException {
    refuse(
        (runtime ? 1 : 0) + (definitions ? 1 : 0) + (file != null ? 1 : 0) != 1,
        "name one FILE, or give --runtime or --definitions");
    if (file != null && Files.isDirectory(file)) {
      FolderInspection folder = FolderInspection.of(file, terminal());
      print(json ? folder.json() : folder.text());
      folder.requireUsable();
      return;
    }
    String told = runtime ? runtime() : definitions ? definitions() : inspection().describe();
    print(told);
  }

  private FileInspection inspection() {
    return new FileInspection(
        file,
        json,
        terminal(),
        input.architecture().isPresent(),
        model -> ModelArgument.read(this, model, input));
  }

  private String runtime() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kernel", EventDrivenSimulator.selectedKernel());
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.putAll(Environment.describe());
    StringBuilder text = new StringBuilder();
    facts.forEach((key, value) -> text.append(Text.of("%-20s %s%n", key, value)));
    return json ? JsonDocument.text(facts) : text.toString();
  }

  private String definitions() {
    return json ? JsonDocument.text(Definitions.byKey()) : Definitions.text();
  }
}
