package io.github.ann2snn.cli.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.cli.bench.TrainingBenchmark;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.training.NaiveTraining;
import java.util.Scanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The other process of {@link TrainingBenchmark}. */
@Command(
    name = "bench-naive-training",
    hidden = true,
    description = {
      "Trains with Deeplearning4j's plain loop. Begins an epoch for each line of the standard input,"
          + " and prints its seconds and the test accuracy as a line of JSON."
    },
    footer = {"", "Example: yes | ann2snn bench-naive-training --dataset digits --epochs 3"})
public final class NaiveTrainingCommand extends BaseCommand {
  @Mixin private DataOptions data;
  @Mixin private TrainingOptions training;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed.")
  private long seed;

  /** What is printed per epoch. */
  public record Epoch(double seconds, double accuracy) {}

  @Override
  public void run() throws Exception {
    Dataset dataset = data.load(this, seed);
    NaiveTraining naive = new NaiveTraining(training.config(this, dataset, seed), dataset.train());
    Scanner go = new Scanner(System.in, "UTF-8");
    for (int epoch = 1; epoch <= training.epochs && go.hasNextLine(); epoch++) {
      go.nextLine();
      double seconds = naive.epoch();
      Epoch report = new Epoch(seconds, naive.accuracy(dataset.test()));
      terminal().out().println(new JsonMapper().writeValueAsString(report));
      terminal().out().flush();
    }
  }
}
