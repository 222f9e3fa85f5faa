package io.github.ann2snn.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.report.Definitions;
import io.github.ann2snn.cli.report.Results;
import io.github.ann2snn.cli.report.ResultsFile;
import io.github.ann2snn.cli.report.ResultsTable;
import io.github.ann2snn.runtime.nir.NirFile;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.simulation.EventDrivenSimulator;
import io.github.ann2snn.train.Environment;
import io.github.ann2snn.train.Model;
import io.github.ann2snn.train.ModelFile;
import io.github.ann2snn.train.ModelProvenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is in a file. */
@Command(
    name = "inspect",
    description = "Says what is in a model, a network or a results file, or what this runs on.",
    footer = {
      "",
      "Example: ann2snn inspect network.nir",
      "Example: ann2snn inspect --runtime",
      "Example: ann2snn inspect --definitions"
    })
final class InspectCommand extends BaseCommand {
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] HDF5 = "\u0089HDF".getBytes(StandardCharsets.ISO_8859_1);

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A model.zip, network.nir or results.json.")
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
  void run() throws IOException {
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
            fact -> text.append("%-20s %s%n".formatted(fact.getKey(), fact.getValue().asText())));
    print(json ? facts.toPrettyString() + "\n" : text.toString());
  }

  private void inspectDefinitions() {
    ObjectNode facts = new JsonMapper().createObjectNode();
    Definitions.byKey().forEach(facts::put);
    print(json ? facts.toPrettyString() + "\n" : Definitions.text());
  }

  private void inspectFile() throws IOException {
    byte[] start = start();
    if (startsWith(start, ZIP)) {
      Model model = ModelFile.load(file);
      String provenance = model.provenance().map(ModelProvenance::toJson).orElse("{}\n");
      print(json ? provenance : model.summary().strip() + "\n" + provenance);
    } else if (startsWith(start, HDF5)) {
      NirFile network = NirReader.read(file);
      print(NetworkText.of(network.network(), json));
      network.notes().forEach(note -> terminal().say(file + ": " + note));
    } else if (new String(start, StandardCharsets.UTF_8).stripLeading().startsWith("{")) {
      Results results = ResultsFile.read(file);
      print(json ? ResultsFile.toJson(results) : ResultsTable.of(results, terminal().style()));
    } else {
      throw new UnknownFileException(
          file + ": neither a model (zip), a network (HDF5) nor a results file (JSON)");
    }
  }

  private byte[] start() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnknownFileException(file + ": no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(64);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return Arrays.equals(bytes, 0, Math.min(magic.length, bytes.length), magic, 0, magic.length);
  }

  private void print(String text) {
    terminal().out().print(text);
    terminal().out().flush();
  }
}
