package io.github.ann2snn.spark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.Ann2Snn;
import io.github.ann2snn.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /** Starts a command line as a process of its own, with this one's class path and JVM options. */
  static Process start(Path log, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions("--"));
    command.addAll(jvmOptions("-Xmx"));
    String classPath = System.getProperty("surefire.test.class.path");
    command.addAll(List.of("-cp", classPath, "io.github.ann2snn.cli.Main"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Those of this JVM's own options that begin with {@code prefix}. */
  static List<String> jvmOptions(String prefix) {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith(prefix))
        .toList();
  }

  /** {@code evaluate NETWORK --dataset DATASET --json} and more words. */
  static Outcome evaluate(String network, String dataset, String... more) {
    List<String> args =
        new ArrayList<>(List.of("evaluate", network, "--dataset", dataset, "--json"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }
}
