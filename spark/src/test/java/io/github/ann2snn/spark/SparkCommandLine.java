package io.github.ann2snn.spark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.Ann2Snn;
import io.github.ann2snn.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs command lines as a user would, and keeps what they print. */
final class SparkCommandLine {
  private SparkCommandLine() {}

  /** What a command line did. */
  record Outcome(int exitCode, String out, String err) {
    /** The results, without what tells where they come from. */
    String results() {
      if (exitCode != 0) {
        throw new AssertionError(err);
      }
      try {
        ObjectNode results = (ObjectNode) new JsonMapper().readTree(out);
        results.remove("provenance");
        // A folder has another name where it is read through a file system of Hadoop's.
        ((ObjectNode) results.get("dataset")).remove("name");
        return results.toPrettyString();
      } catch (IOException e) {
        throw new AssertionError(out, e);
      }
    }
  }

  /** Runs a command line. */
  static Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of("NO_COLOR", "1"),
            new Terminal.Display(false, StandardCharsets.UTF_8),
            false);
    int exitCode = new Ann2Snn(terminal).execute(args);
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** {@code evaluate NETWORK --dataset DATASET --json} and more words. */
  static Outcome evaluate(String network, String dataset, String... more) {
    List<String> args =
        new ArrayList<>(List.of("evaluate", network, "--dataset", dataset, "--json"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }
}
