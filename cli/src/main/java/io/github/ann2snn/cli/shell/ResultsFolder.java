package io.github.ann2snn.cli.shell;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.page.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of results, in which each file is made of those before it: a model, the network, the
 * results, their page and its CSV files. Before one is replaced, all that was made of it is
 * deleted; so whenever the process ends, nothing lies there that does not belong to the rest.
 */
public final class ResultsFolder {
  /** Names of files, and where results tell their digests. */
  private static final Map<String, String> PARTS =
      new TreeMap<>(
          Map.of(
              "model.zip", "/model/sha256",
              "network.nir", "/network/sha256",
              "network.h5", "/network/sha256"));

  private final BaseCommand command;
  private final Path folder;
  private final Path page;

  /** In the order in which they are made. */
  private final List<Path> files;

  /**
   * A folder.
   *
   * @param made the files that the results are made of, in that order
   */
  public ResultsFolder(BaseCommand command, Path folder, Path... made) {
    this.command = command;
    this.folder = folder;
    this.page = folder.resolve("report.html");
    this.files = Stream.concat(Stream.of(made), Stream.of(results(), page)).toList();
  }

  /** The document. */
  public Path results() {
    return folder.resolve("results.json");
  }

  /** Makes sure that all can be written, and that nobody else writes here meanwhile. */
  public void require() {
    Output.requireFolder(command, folder, files.toArray(Path[]::new));
    Output.requireKind(command, results(), Results.DOCUMENT.schema());
    Output.requireBeside(command, Report.csvFiles(page));
  }

  /** Deletes what was made of a file that is about to be written. */
  public void replacing(Path file) throws IOException {
    for (SideFile series : Report.csvFiles(page)) {
      series.delete();
    }
    UsedOptions.in(folder).delete();
    for (Path each : files) {
      UsedOptions.beside(each).delete();
    }
    for (int last = files.size() - 1; last > files.indexOf(file); last--) {
      AtomicFile.delete(files.get(last));
    }
  }

  /** Prints a document, then writes it, with its page and the CSV files of that. */
  public void write(Results document, boolean json) throws IOException {
    command.print(Output.text(command, document, json));
    replacing(results());
    new io.github.ann2snn.api.Report(document).write(page);
    UsedOptions.write(command, folder);
    List<String> names = files.stream().map(file -> file.getFileName().toString()).toList();
    int last = names.size() - 1;
    command.say(
        "Wrote %s and %s to %s",
        String.join(", ", names.subList(0, last)), names.get(last), folder);
  }

  /**
   * What must be said of the files beside results that these are not of.
   *
   * @param results a file whose provenance tells digests, if it is of this kind
   */
  public static List<String> strangers(Path results) throws IOException {
    JsonNode provenance = Results.DOCUMENT.tree(results).path("provenance");
    List<String> notices = new ArrayList<>();
    for (Map.Entry<String, String> part : PARTS.entrySet()) {
      Path file = results.resolveSibling(part.getKey());
      String digest = provenance.at(part.getValue()).asText();
      if (!digest.isEmpty()
          && Files.isRegularFile(file)
          && !ContentDigest.ofFile(file).equals(digest)) {
        notices.add(Text.of("%s is not what %s was made of", file, results.getFileName()));
      }
    }
    return notices;
  }
}
