package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.BaseCommand;
import picocli.CommandLine.Option;

/** Options of every command that computes. */
public final class ComputeOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of everything that is random.")
  public long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of the simulation; results do not depend on them. Default: all cores."
              + " Deeplearning4j's own are set by OMP_NUM_THREADS.")
  Integer threads;

  @Option(
      names = "--json",
      description = "Print the results as JSON instead of a table.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  public boolean json;

  /**
   * Number of threads.
   *
   * @throws picocli.CommandLine.ParameterException if it is not positive
   */
  public int threads(BaseCommand command) {
    int chosen = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    command.refuse(chosen < 1, "--threads is %s, expected at least 1", chosen);
    return chosen;
  }
}
