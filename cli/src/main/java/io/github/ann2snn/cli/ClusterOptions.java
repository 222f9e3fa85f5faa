package io.github.ann2snn.cli;

import io.github.ann2snn.runtime.cluster.ClusterConnector;
import io.github.ann2snn.runtime.cluster.ClusterException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Options of commands that can run on a cluster. */
final class ClusterOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Run on Apache Spark: local[2], local[*], spark://HOST:PORT, yarn or k8s://URL. A data set"
              + " idx:SCHEME://... is then read by the executors; any other is sent to them. Results"
              + " are the same.")
  private Optional<String> master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "With --master: a property of Spark. May be repeated.")
  private Map<String, String> configuration = new LinkedHashMap<>();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "With --master: parts that the samples are cut into. Default: chosen by size.")
  private Integer partitions;

  @Option(
      names = "--skip-corrupt",
      description =
          "With --master: leave out parts of the samples that cannot be read, and say which.",
      showDefaultValue = Visibility.NEVER)
  private boolean skipCorrupt;

  @Option(
      names = "--checkpoint",
      paramLabel = "URL",
      description =
          "With --master: folder for the tallies of finished parts; a command that was interrupted"
              + " goes on from there.")
  private Optional<String> checkpoint;

  /**
   * The cluster asked for, if any.
   *
   * @throws picocli.CommandLine.ParameterException if an option needs another one, or this program
   *     was built without Spark
   * @throws ClusterException if it cannot be reached
   */
  Optional<ClusterRun> connect(BaseCommand command) throws ClusterException {
    if (master.isEmpty()) {
      boolean alone =
          partitions != null || skipCorrupt || checkpoint.isPresent() || !configuration.isEmpty();
      if (alone) {
        throw command.usage(
            "--partitions, --skip-corrupt, --checkpoint and --conf need --master, e.g. --master local[*]");
      }
      return Optional.empty();
    }
    if (partitions != null && partitions < 1) {
      throw command.usage("--partitions is " + partitions + ", expected at least 1");
    }
    OptionalInt parts = partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
    ClusterConnector connector =
        ServiceLoader.load(ClusterConnector.class)
            .findFirst()
            .orElseThrow(
                () ->
                    command.usage(
                        "--master needs the module for Spark, which is not built by default: mvn -Pspark -DskipTests package in the source tree, then start ./ann2snn there again"));
    command.terminal().say("Starting Spark at " + master.get() + ".");
    return Optional.of(
        new ClusterRun(
            command,
            connector.connect(master.get(), configuration),
            parts,
            skipCorrupt,
            checkpoint));
  }
}
