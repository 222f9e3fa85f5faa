package io.github.ann2snn.cli;

import io.github.ann2snn.cli.report.Results;
import io.github.ann2snn.cli.report.ResultsFile;
import io.github.ann2snn.cli.report.ResultsTable;
import io.github.ann2snn.runtime.nir.NirFile;
import io.github.ann2snn.runtime.nir.NirReader;
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
    description = "Says what is in a model, a network or a results file.",
    footer = {"", "Example: ann2snn inspect network.nir"})
final class InspectCommand extends BaseCommand {
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] HDF5 = "\u0089HDF".getBytes(StandardCharsets.ISO_8859_1);

  @Parameters(paramLabel = "FILE", description = "A model.zip, network.nir or results.json.")
  private Path file;

  @Option(
      names = "--json",
      description = "Print JSON.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean json;

  @Override
  void run() throws IOException {
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
      print(json ? ResultsFile.toJson(results) : ResultsTable.of(results));
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
