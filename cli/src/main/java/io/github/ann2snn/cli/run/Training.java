package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.cli.shell.Terminal.Interruption;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.tensorboard.EventFolder;
import io.github.ann2snn.train.training.StartingWeights;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingListener;
import io.github.ann2snn.train.training.TrainingListener.EpochReport;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;

/** Trains, with the progress on the terminal. */
public final class Training {
  private Training() {}

  /**
   * Where a training keeps its model.
   *
   * @param file takes it after every epoch
   * @param resume whether to continue from what lies there
   * @param continuation the command line that continues a training that was interrupted
   * @param saving what must be done before something else lies there
   * @param start whose weights a training that does not continue begins with, if any's
   */
  public record Checkpoint(
      Path file,
      boolean resume,
      String continuation,
      Saving saving,
      Optional<StartingWeights> start) {
    private TrainingResult train(Trainer trainer) throws IOException {
      if (resume) {
        return trainer.resume(file);
      }
      return start.isPresent() ? trainer.train(file, start.get()) : trainer.train(file);
    }
  }

  /** Makes room. */
  @FunctionalInterface
  public interface Saving {
    /** Does it, however often it is called. */
    void prepare() throws IOException;
  }

  /**
   * Trains, and returns what {@code checkpoint} holds then.
   *
   * @param events takes what is known of the training as it gets on
   */
  public static TrainingResult train(
      BaseCommand command,
      TrainingConfig config,
      Dataset dataset,
      Checkpoint checkpoint,
      Optional<EventFolder> events)
      throws IOException {
    command.say(
        "Training %s, epochs: %d, dropout: %s.",
        config.architecture(),
        config.epochs(),
        BigDecimal.valueOf(config.dropout()).stripTrailingZeros().toPlainString());
    try (TrainingProgress progress =
        new TrainingProgress(command.terminal(), config.epochs(), checkpoint, events)) {
      Trainer trainer = command.fromOptions(() -> new Trainer(config, dataset, progress));
      TrainingResult result = checkpoint.train(trainer);
      command.say("%s", result.model().summary().strip());
      return result;
    }
  }

  /** Shows how training gets on, and says what is left when it is interrupted. */
  private static final class TrainingProgress implements TrainingListener, AutoCloseable {
    private final Terminal terminal;
    private final int epochs;
    private final Checkpoint checkpoint;
    private final Optional<EventFolder> events;
    private final LossLine losses;
    private final Interruption interruption;
    private volatile int finished;
    private Bar bar;

    /**
     * @param epochs how many there will be
     * @param checkpoint what is written after each
     * @param events likewise
     */
    TrainingProgress(
        Terminal terminal, int epochs, Checkpoint checkpoint, Optional<EventFolder> events) {
      this.terminal = terminal;
      this.epochs = epochs;
      this.checkpoint = checkpoint;
      this.events = events;
      this.losses = new LossLine(terminal.interactive() && terminal.style().blocks());
      this.interruption = new Interruption(terminal, this::whatIsLeft);
    }

    private String whatIsLeft() {
      return finished == 0
          ? " before the first epoch had ended; no model was written."
          : Text.of(
              ". %s holds epoch %d of %d; %s continues.",
              checkpoint.file(), finished, epochs, checkpoint.continuation());
    }

    @Override
    public void epochStarted(int epoch, int batches) {
      finished = epoch - 1;
      losses.start(batches);
      bar = Bar.start(terminal, "Epoch " + epoch + "/" + epochs, batches, "batches", 1);
    }

    @Override
    public void batchDone(int batch, double loss) {
      bar.stepTo(batch);
      bar.remark(Text.of("loss %.4f", loss) + losses.with(loss));
    }

    @Override
    public void saving() throws IOException {
      checkpoint.saving().prepare();
    }

    @Override
    public void epochFinished(EpochReport report) {
      bar.close();
      finished = report.epoch();
      StringBuilder line = new StringBuilder();
      line.append(Text.of("Epoch %d/%d: loss %.4f", report.epoch(), epochs, report.meanLoss()));
      report
          .validationAccuracy()
          .ifPresent(a -> line.append(Text.of(", validation %.2f %%", 100 * a)));
      report.testAccuracy().ifPresent(a -> line.append(Text.of(", test %.2f %%", 100 * a)));
      long left = Math.round(report.seconds() * (epochs - report.epoch()));
      line.append(Text.of(", %.1f s", report.seconds()));
      line.append(left > 0 ? ", about " + left + " s left" : "");
      terminal.say("%s", line);
    }

    @Override
    public void recorded(TrainingRecord record) throws IOException {
      losses.recorded(record);
      if (events.isPresent()) {
        events.get().write(record);
      }
    }

    @Override
    public void alreadyComplete(int done) {
      terminal.say("The checkpoint has all %s epochs already; nothing to train.", done);
    }

    @Override
    public void stoppedEarly(int epoch, int best) {
      terminal.say(
          "Stopped early after epoch %s: no epoch since %s was better on the samples held out; the model is that of epoch %s.",
          epoch, best, best);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
      interruption.close();
    }
  }
}
