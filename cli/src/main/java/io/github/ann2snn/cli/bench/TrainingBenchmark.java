package io.github.ann2snn.cli.bench;

import io.github.ann2snn.bench.TrainingTimes;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.run.NaiveTrainingCommand;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingListener;
import io.github.ann2snn.train.training.TrainingListener.EpochReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares this program's training with DL4J's plain loop, epoch by epoch in turn, so that both see
 * the same machine. The plain loop runs in a process of its own with the default settings; while
 * one trains the other waits.
 */
public final class TrainingBenchmark {
  private TrainingBenchmark() {}

  /**
   * Trains {@code config.epochs()} epochs in both ways, at least 2, of which the first is warm-up.
   *
   * @param data the options that {@code dataset} was loaded with
   */
  static TrainingTimes measure(
      BaseCommand command, DataOptions data, Dataset dataset, TrainingConfig config)
      throws IOException {
    Path folder = Files.createTempDirectory("ann2snn");
    Path model = folder.resolve("model.zip");
    try (NaiveProcess naive = new NaiveProcess(arguments(data, config))) {
      Turns turns = new Turns(command.terminal(), naive);
      Trainer trainer = command.fromOptions(() -> new Trainer(config, dataset, turns));
      trainer.train(model);
      return turns.times();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Files.deleteIfExists(model);
      Files.deleteIfExists(ModelFile.provenancePath(model));
      Files.delete(folder);
    }
  }

  private static List<String> arguments(DataOptions data, TrainingConfig config) {
    List<String> arguments = new ArrayList<>(List.of("bench-naive-training"));
    arguments.addAll(data.arguments());
    arguments.addAll(
        List.of(
            "--architecture=" + config.architecture(),
            "--activation=" + config.activation(),
            "--loss=" + config.loss(),
            "--updater=" + config.updater(),
            "--learning-rate=" + config.learningRate(),
            "--dropout=" + config.dropout(),
            "--l2=" + config.l2(),
            "--epochs=" + config.epochs(),
            "--batch-size=" + config.batchSize(),
            "--seed=" + config.seed()));
    return arguments;
  }

  /** Has the other process train an epoch after each of this one. */
  private static final class Turns implements TrainingListener {
    private final Terminal terminal;
    private final NaiveProcess naive;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> naiveSeconds = new ArrayList<>();
    private double accuracy;
    private double naiveAccuracy;

    Turns(Terminal terminal, NaiveProcess naive) {
      this.terminal = terminal;
      this.naive = naive;
    }

    @Override
    public void epochFinished(EpochReport report) {
      try {
        NaiveTrainingCommand.Epoch other = naive.epoch();
        naiveSeconds.add(other.seconds());
        naiveAccuracy = other.accuracy();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      seconds.add(report.trainingSeconds());
      accuracy = report.testAccuracy().orElse(Double.NaN);
      terminal.say(
          Text.of(
              "Epoch %d: %.2f s; plain loop %.2f s",
              report.epoch(), report.trainingSeconds(), naiveSeconds.get(naiveSeconds.size() - 1)));
    }

    TrainingTimes times() {
      return new TrainingTimes(naiveSeconds, seconds, naiveAccuracy, accuracy);
    }
  }
}
