package io.github.ann2snn.cli.tune;

import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.run.Conversions;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.cli.tune.TuningSubject.TuningSamples;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.Confirmation;
import io.github.ann2snn.convert.tuning.Exploration;
import io.github.ann2snn.convert.tuning.OperatingPoint;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.convert.tuning.Search;
import io.github.ann2snn.convert.tuning.Trial;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TrialRunner;
import io.github.ann2snn.convert.tuning.TrialRunner.Readings;
import io.github.ann2snn.convert.tuning.TrialRunner.SweepEngine;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningDocument.EarlierAnswer;
import io.github.ann2snn.convert.tuning.TuningDocument.TestPart;
import io.github.ann2snn.convert.tuning.TuningSettings;
import io.github.ann2snn.convert.tuning.TuningText;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

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
   * @param folder takes every finished trial, and the outcome; what it holds of the same
   *     exploration is not made again
   * @param print takes the outcome before it is written
   */
  TuningDocument run(
      ModelArgument model, Dataset dataset, TuningFolder folder, Consumer<TuningDocument> print)
      throws IOException, InterruptedException, ConversionRefusedException {
    TuningSubject subject =
        TuningSubject.of(
            command, model, dataset, settings.surrogate(), folder.surrogate(), threads);
    TrialConverter converter =
        new TrialConverter(
            subject.argument().graph(), dataset, defaults(), threads, command.progress());
    TuningSamples samples =
        TuningSamples.choose(subject, converter, dataset, settings.seed(), threads);
    warnIfHopeless(samples);
    TrialRunner runner =
        new TrialRunner(
            converter,
            defaults(),
            Arithmetic.FLOAT,
            new Readings(true, Optional.empty()),
            EnergyProfiles.builtIn().get(0),
            engine);
    Exploration known = folder.exploration(settings, samples.facts());
    keepOther(folder);
    AtomicFile.createFolder(folder.path());
    UsedOptions.write(command, folder.path());
    List<EarlierAnswer> earlier = known.answersBut(settings.question());
    Search search = settings.search(converter.layers());
    TuningDocument searched =
        search(
            search,
            runner,
            samples.search(),
            known.trials(),
            trials -> new TuningDocument(settings, samples.facts(), trials, earlier),
            folder);
    List<Trial> trials = searched.trials();
    String ended =
        search.next(trials).isPresent()
            ? "the budget is spent"
            : "no neighbour of the best setting is better";
    TuningDocument done = searched.end(ended, confirm(runner, samples, trials, known));
    Path file = folder.document();
    if (done.choice() == null) {
      print.accept(done);
      TuningDocument.DOCUMENT.write(done, file);
      command.say("Wrote %s", file);
      return done;
    }
    SpikingNetwork network = convert(model, dataset, done);
    TuningDocument tested = done.withTest(test(runner, network, model, dataset, done, known));
    print.accept(tested);
    NirWriter.write(network, folder.network());
    TuningDocument.DOCUMENT.write(tested, file);
    command.say("Wrote %s and %s", folder.network(), file);
    return tested;
  }

  private void keepOther(TuningFolder folder) throws IOException {
    Optional<TuningDocument> current = folder.current();
    if (current.isPresent() && !current.get().settings().equals(settings)) {
      command.say(
          "%s is about another question (%s): it is kept in %s.",
          folder.document(), current.get().settings().question(), folder.keep(current.get()));
    }
  }

  private ConversionConfig defaults() {
    return new ConversionConfig(
        Normalization.PERCENTILE,
        100,
        0.5,
        Reset.SUBTRACT,
        settings.calibrationSamples(),
        settings.seed(),
        new RunDefaults(settings.timesteps(), settings.codings().get(0), Readout.MEMBRANE),
        Calibration.NONE,
        List.of(),
        MaxPooling.GATE);
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

  private TuningDocument search(
      Search search,
      TrialRunner runner,
      ComparedSamples samples,
      Map<Setting, Trial> known,
      Function<List<Trial>, TuningDocument> document,
      TuningFolder folder)
      throws IOException, InterruptedException {
    if (!known.isEmpty()) {
      command.say("Took over %d trials from %s.", known.size(), folder.path());
    }
    List<Trial> trials = new ArrayList<>();
    TrialsAhead ahead = new TrialsAhead(command, runner, samples, settings.budget(), known);
    List<Setting> upcoming = search.upcoming(trials);
    int reused = 0;
    while (!upcoming.isEmpty() && trials.size() < settings.budget()) {
      Trial trial = ahead.next(trials.size() + 1, upcoming);
      trials.add(trial);
      if (known.containsKey(trial.setting())) {
        reused++;
      } else {
        command.say("%s", TuningText.of(trial, settings.goal()));
        folder.write(document.apply(trials));
      }
      upcoming = search.upcoming(trials);
    }
    if (reused > 0) {
      command.say("Of %d trials %d were known before.", trials.size(), reused);
      folder.write(document.apply(trials));
    }
    return document.apply(trials);
  }

  private Bar bar(String task, ComparedSamples samples) {
    return Bar.start(command.terminal(), task, samples.samples().size());
  }

  /**
   * One simulation for each trial that has a candidate, since a sweep tells about all points; none
   * for points that an earlier question has confirmed or refused.
   */
  private List<Confirmation> confirm(
      TrialRunner runner, TuningSamples samples, List<Trial> trials, Exploration known)
      throws IOException, InterruptedException {
    Map<Integer, List<OperatingPoint>> swept = new HashMap<>();
    return Confirmation.sequence(
        trials,
        settings.goal(),
        candidate -> {
          Setting setting = trials.get(candidate.trial() - 1).setting();
          Optional<OperatingPoint> before = known.confirmed(setting, candidate.point());
          if (before.isPresent()) {
            return before.get();
          }
          if (!swept.containsKey(candidate.trial())) {
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
      throws IOException, ConversionRefusedException, InterruptedException {
    TuningDocument.Choice choice = document.choice();
    Setting setting = choice.setting();
    OperatingPoint point = choice.point();
    SpikingNetwork network =
        Conversions.convert(
                command,
                ConversionSettings.of(setting.config(defaults(), point.timesteps())),
                model,
                dataset,
                threads)
            .withDefaults(
                new RunDefaults(
                    point.timesteps(), setting.coding(), setting.readout(), point.readoutStart()));
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
        .exit()
        .ifPresent(rule -> facts.put("tuning_early_exit", String.valueOf(rule.margin())));
    return network.withProvenance(facts);
  }

  /** Looks at the test samples, unless an earlier question has chosen the same. */
  private TestPart test(
      TrialRunner runner,
      SpikingNetwork network,
      ModelArgument model,
      Dataset dataset,
      TuningDocument document,
      Exploration known)
      throws IOException, InterruptedException {
    TuningDocument.Choice choice = document.choice();
    String sha256 =
        dataset.test().contentDigest(); // read here at the earliest, if it lies elsewhere
    Optional<TestPart> before =
        known.tested(choice.setting(), choice.point()).filter(part -> part.sha256().equals(sha256));
    if (before.isPresent()) {
      command.say("The same was chosen before: the test samples are not simulated again.");
      return testPart(before.get().annAccuracy(), sha256, before.get().point());
    }
    ComparedSamples test = TuningSamples.compared(dataset.test(), model.graph(), threads);
    try (Bar bar = bar("Testing", test)) {
      OperatingPoint point =
          runner.point(network, choice.setting(), choice.point(), test, bar::step);
      return testPart(point.counts().annAccuracy(), sha256, point);
    }
  }

  private TestPart testPart(double annAccuracy, String sha256, OperatingPoint point) {
    return new TestPart(
        point.counts().samples(),
        sha256,
        annAccuracy,
        point.counts().drop(),
        settings.goal().bound(point),
        point);
  }
}
