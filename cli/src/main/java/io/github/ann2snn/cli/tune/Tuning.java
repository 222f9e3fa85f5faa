package io.github.ann2snn.cli.tune;

import io.github.ann2snn.cli.options.NetworkArgument.ModelArgument;
import io.github.ann2snn.cli.run.Conversions;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.tune.TuningSubject.TuningSamples;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.tuning.Confirmation;
import io.github.ann2snn.convert.tuning.OperatingPoint;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.convert.tuning.Search;
import io.github.ann2snn.convert.tuning.Trial;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TrialRunner;
import io.github.ann2snn.convert.tuning.TrialRunner.SweepEngine;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningDocument.TestPart;
import io.github.ann2snn.convert.tuning.TuningSettings;
import io.github.ann2snn.convert.tuning.TuningText;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.train.inference.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Searches, confirms, converts, and looks at the test samples once.
 *
 * @param command tells how it gets on
 * @param settings what was asked for
 * @param threads for what this machine does
 * @param engine simulates
 */
record Tuning(BaseCommand command, TuningSettings settings, int threads, SweepEngine engine) {
  /**
   * Does what is left of a tuning.
   *
   * @param file takes every finished trial, and the outcome
   * @param before what an earlier run has left there
   * @param print takes the outcome before it is written
   */
  TuningDocument run(
      ModelArgument model,
      Dataset dataset,
      Path file,
      Optional<TuningDocument> before,
      Consumer<TuningDocument> print)
      throws IOException, InterruptedException, ConversionRefusedException {
    Path folder = file.toAbsolutePath().getParent();
    TuningSubject subject = TuningSubject.of(command, model, dataset, settings.surrogate(), folder);
    TrialConverter converter =
        new TrialConverter(
            subject.argument().model().network(), dataset, defaults(), command.progress());
    TuningSamples samples = TuningSamples.choose(subject, converter, dataset, settings.seed());
    warnIfHopeless(samples);
    TrialRunner runner =
        new TrialRunner(converter, settings, EnergyProfiles.builtIn().get(0), engine);
    Search search =
        new Search(converter.layers(), settings.codings(), settings.goal(), settings.seed());
    List<Trial> trials = search(search, runner, samples, file, before);
    String ended =
        search.next(trials).isPresent()
            ? "the budget is spent"
            : "no neighbour of the best setting is better";
    TuningDocument done =
        new TuningDocument(settings, samples.facts(), trials)
            .end(ended, confirm(runner, samples, trials));
    if (done.choice() == null) {
      print.accept(done);
      TuningDocument.DOCUMENT.write(done, file);
      command.say("Wrote %s", file);
      return done;
    }
    SpikingNetwork network = convert(model, dataset, done);
    TuningDocument tested = done.withTest(test(runner, network, model, dataset, done));
    print.accept(tested);
    NirWriter.write(network, network(file));
    TuningDocument.DOCUMENT.write(tested, file);
    command.say("Wrote %s and %s", network(file), file);
    return tested;
  }

  /** The network that a tuning leaves beside its document. */
  static Path network(Path document) {
    return document.resolveSibling("network.nir");
  }

  private ConversionConfig defaults() {
    return new Search(1, settings.codings(), settings.goal(), settings.seed())
        .next(List.of())
        .orElseThrow()
        .config(settings.timesteps(), settings.calibrationSamples(), settings.seed());
  }

  /** Even a network without a single mistake of its own can be too little evidence. */
  private void warnIfHopeless(TuningSamples samples) {
    int n = samples.facts().confirmationSamples();
    long correct = Math.round(samples.facts().confirmationAccuracy() * n);
    double best = new PairedCounts(n, correct, 0, 0).upperBound(settings.goal().confidence());
    if (best > settings.goal().maxAccuracyDrop()) {
      command.warn(
          "NOTICE: %,d samples to confirm on are too few: even a network that is right wherever the ANN is could lose up to %.3f points with %s confidence. Hold out more (--validation-split), allow more, or ask for less --confidence.",
          n, 100 * best, settings.goal().confidence());
    }
  }

  private List<Trial> search(
      Search search,
      TrialRunner runner,
      TuningSamples samples,
      Path file,
      Optional<TuningDocument> before)
      throws IOException, InterruptedException {
    List<Trial> trials = new ArrayList<>();
    if (before.isPresent()) {
      before.get().requireTrialsOf(file, search, samples.facts());
      trials.addAll(before.get().trials());
      command.say("Took over %d trials from %s.", trials.size(), file);
    }
    TrialsAhead ahead = new TrialsAhead(runner, samples.search());
    List<Setting> upcoming = search.upcoming(trials);
    while (!upcoming.isEmpty() && trials.size() < settings.budget()) {
      Trial trial = ahead.next(trials.size() + 1, upcoming);
      command.say("%s", TuningText.of(trial, settings.goal()));
      trials.add(trial);
      TuningDocument.DOCUMENT.write(new TuningDocument(settings, samples.facts(), trials), file);
      upcoming = search.upcoming(trials);
    }
    return trials;
  }

  private Bar bar(String task, ComparedSamples samples) {
    return Bar.start(command.terminal(), task, samples.samples().size());
  }

  /** One simulation for each trial that has a candidate, since a sweep tells about all points. */
  private List<Confirmation> confirm(TrialRunner runner, TuningSamples samples, List<Trial> trials)
      throws IOException, InterruptedException {
    Map<Integer, List<OperatingPoint>> swept = new HashMap<>();
    return Confirmation.sequence(
        trials,
        settings.goal(),
        candidate -> {
          if (!swept.containsKey(candidate.trial())) {
            Setting setting = trials.get(candidate.trial() - 1).setting();
            swept.put(candidate.trial(), sweep(runner, setting, samples.confirmation()));
          }
          return candidate.among(swept.get(candidate.trial()));
        });
  }

  private List<OperatingPoint> sweep(TrialRunner runner, Setting setting, ComparedSamples samples)
      throws IOException, InterruptedException {
    try (Bar bar = bar("Confirming", samples)) {
      return runner.sweep(setting, samples, bar::step);
    } catch (ConversionRefusedException e) {
      throw new IllegalStateException("a trial that was converted is refused now", e);
    }
  }

  private SpikingNetwork convert(ModelArgument model, Dataset dataset, TuningDocument document)
      throws IOException, ConversionRefusedException {
    TuningDocument.Choice choice = document.choice();
    ConversionConfig config =
        choice
            .setting()
            .config(choice.point().timesteps(), settings.calibrationSamples(), settings.seed());
    SpikingNetwork network =
        Conversions.convert(command, config, Arithmetic.FLOAT, model, dataset, threads);
    Map<String, String> facts = new TreeMap<>(network.provenance());
    facts.put("tuning_objective", settings.objective().toString());
    facts.put("tuning_max_accuracy_drop", String.valueOf(settings.maxAccuracyDrop()));
    facts.put("tuning_confidence", String.valueOf(settings.confidence()));
    facts.put("tuning_trials", String.valueOf(document.trials().size()));
    facts.put("tuning_trial", String.valueOf(choice.trial()));
    facts.put("tuning_basis", document.heldOut().basis().toString());
    facts.put("tuning_samples", String.valueOf(choice.point().counts().samples()));
    facts.put("tuning_accuracy_drop", String.valueOf(choice.accuracyDrop()));
    facts.put("tuning_accuracy_drop_bound", String.valueOf(choice.upperBound()));
    choice
        .point()
        .rule()
        .ifPresent(rule -> facts.put("tuning_early_exit", String.valueOf(rule.margin())));
    return network.withProvenance(facts);
  }

  private TestPart test(
      TrialRunner runner,
      SpikingNetwork network,
      ModelArgument model,
      Dataset dataset,
      TuningDocument document)
      throws IOException, InterruptedException {
    ComparedSamples test =
        TuningSamples.compared(dataset.test(), new Classifier(model.model().network()));
    OperatingPoint point;
    try (Bar bar = bar("Testing", test)) {
      TuningDocument.Choice choice = document.choice();
      point = runner.point(network, choice.setting(), choice.point(), test, bar::step);
    }
    return new TestPart(
        dataset.test().size(),
        dataset.test().contentDigest(), // read here at the earliest, if it lies elsewhere
        point.counts().annAccuracy(),
        point.counts().drop(),
        settings.goal().bound(point),
        point);
  }

  /**
   * Makes the trials that a search asks for. Where an engine can run several at once, those that
   * the search may ask for next are made with them; what it does not ask for is dropped, so its
   * course is the same.
   */
  private final class TrialsAhead {
    private final TrialRunner runner;
    private final ComparedSamples samples;
    private final Map<Setting, Trial> made = new HashMap<>();

    TrialsAhead(TrialRunner runner, ComparedSamples samples) {
      this.runner = runner;
      this.samples = samples;
    }

    /**
     * The next trial.
     *
     * @param number of the trial, from 1
     * @param upcoming its setting, and then those that may be asked for after it
     */
    Trial next(int number, List<Setting> upcoming) throws IOException, InterruptedException {
      Setting setting = upcoming.get(0);
      if (!made.containsKey(setting)) {
        make(number, upcoming.stream().filter(other -> !made.containsKey(other)).toList());
      }
      return made.remove(setting).numbered(number);
    }

    private void make(int number, List<Setting> upcoming) throws IOException, InterruptedException {
      int budget = settings.budget();
      int count = Math.min(upcoming.size(), Math.min(engine.width(), budget - number + 1));
      String task =
          count == 1
              ? Text.of("Trial %d/%d", number, budget)
              : Text.of("Trials %d to %d/%d", number, number + count - 1, budget);
      try (Bar bar = Bar.start(command.terminal(), task, (long) samples.samples().size() * count)) {
        for (Trial trial : runner.trials(upcoming.subList(0, count), samples, bar::step)) {
          made.put(trial.setting(), trial);
        }
      }
    }
  }
}
