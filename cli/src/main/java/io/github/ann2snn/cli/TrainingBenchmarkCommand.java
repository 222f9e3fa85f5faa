package io.github.ann2snn.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.datasets.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The comparison of docs/performance.md. */
@Command(
    name = "bench-training",
    hidden = true,
    description = "Compares training with Deeplearning4j's plain loop, and prints JSON.",
    footer = {"", "Example: ann2snn bench-training --dataset mnist --epochs 4"})
final class TrainingBenchmarkCommand extends BaseCommand {
  @Mixin private DataOptions data;
  @Mixin private TrainingOptions training;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed.")
  private long seed;

  @Override
  void run() throws Exception {
    Dataset dataset = data.load(this, seed);
    TrainingTimes times =
        TrainingBenchmark.measure(this, data, dataset, training.config(this, dataset, seed));
    JsonMapper mapper = new JsonMapper();
    ObjectNode json = mapper.valueToTree(times);
    json.put("naiveMedian", times.naiveMedian());
    json.put("median", times.median());
    json.put("ratio", times.ratio());
    terminal().out().println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }
}
