package io.github.ann2snn.cli.tune;

import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.api.TuningListener;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.run.Conversions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.convert.tuning.Exploration;
import io.github.ann2snn.convert.tuning.Trial;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningDocument.HeldOutPart;
import io.github.ann2snn.convert.tuning.TuningSettings;
import io.github.ann2snn.convert.tuning.TuningText;
import io.github.ann2snn.files.AtomicFile;
import java.io.IOException;
import java.util.Optional;

/**
 * Says how a tuning gets on, and keeps what it has found out.
 *
 * @param command says it
 * @param model that is tuned
 * @param settings what was asked for
 * @param folder takes every finished trial; what it holds of the same exploration is not made again
 */
record TuningProgress(
    BaseCommand command, ModelArgument model, TuningSettings settings, TuningFolder folder)
    implements TuningListener {
  @Override
  public Exploration begins(HeldOutPart samples) throws IOException {
    Exploration known = folder.exploration(settings, samples);
    Optional<TuningDocument> current = folder.current();
    if (current.isPresent() && !current.get().settings().equals(settings)) {
      command.say(
          "%s is about another question (%s): it is kept in %s.",
          folder.document(), current.get().settings().question(), folder.keep(current.get()));
    }
    AtomicFile.createFolder(folder.path());
    UsedOptions.write(command, folder.path());
    if (!known.trials().isEmpty()) {
      command.say("Took over %d trials from %s.", known.trials().size(), folder.path());
    }
    return known;
  }

  @Override
  public void told(String sentence) {
    command.say("%s", sentence);
  }

  @Override
  public void noticed(String sentence) {
    command.warn("NOTICE: %s", sentence);
  }

  @Override
  public void tried(Trial trial, TuningDocument soFar) throws IOException {
    command.say("%s", TuningText.of(trial, settings.goal()));
    folder.write(soFar);
  }

  @Override
  public void searched(TuningDocument trials, int known) throws IOException {
    if (known > 0) {
      command.say("Of %d trials %d were known before.", trials.trials().size(), known);
      folder.write(trials);
    }
  }

  @Override
  public void converted(Conversion conversion) {
    Conversions.say(command, model, conversion);
  }
}
