package io.github.ann2snn.api;

import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.api.Tuner.Surrogates;
import io.github.ann2snn.convert.FrameworkCheck.Framework;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.choice.ChoiceSamples;
import io.github.ann2snn.convert.choice.TuningSamples;
import io.github.ann2snn.convert.choice.TuningSamples.Subject;
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
import io.github.ann2snn.convert.tuning.TrialsAhead;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningDocument.EarlierAnswer;
import io.github.ann2snn.convert.tuning.TuningDocument.TestPart;
import io.github.ann2snn.convert.tuning.TuningSettings;
import io.github.ann2snn.convert.tuning.TuningSettings.Basis;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.Progress.Work;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tuning under way: searches, confirms, converts, and looks at the test samples once. */
final class TuningRun {
  private static final double SURROGATE_FRACTION = 0.25;

  private final Model model;
  private final Samples training;
  private final Dataset dataset;
  private final TuningSettings settings;
  private final int threads;
  private final Progress progress;
  private final TuningListener listener;
  private final Optional<Framework> framework;
  private final SweepEngine engine;
  private final List<String> notices = new ArrayList<>();

  TuningRun(
      TuningOptions options,
      Model model,
      Samples training,
      int threads,
      Progress progress,
      TuningListener listener,
      Optional<Framework> framework,
      SweepEngine engine) {
    this.model = model;
    this.training = training;
    this.dataset = training.asTraining();
    this.settings = options.settings(model, dataset);
    this.threads = threads;
    this.progress = progress;
    this.listener = listener;
    this.framework = framework;
    this.engine = engine;
  }

  /**
   * Does it.
   *
   * @param surrogates trains a model where that is allowed
   */
  Tuning tune(Optional<Surrogates> surrogates, Samples test)
      throws ConversionRefusedException, IOException, InterruptedException {
    Subject subject = subject(surrogates);
    TrialConverter converter =
        new TrialConverter(subject.graph(), dataset, defaults(), threads, progress);
    TuningSamples samples =
        TuningSamples.choose(subject, converter, dataset.name(), settings.seed(), threads);
    noticeIfHopeless(samples);
    Exploration known = listener.begins(samples.facts());
    TrialRunner runner =
        new TrialRunner(
            converter,
            defaults(),
            Arithmetic.FLOAT,
            new Readings(true, Optional.empty()),
            EnergyProfiles.builtIn().get(0),
            engine);
    Search search = settings.search(converter.layers());
    TuningDocument searched = search(search, runner, samples, known);
    List<Trial> trials = searched.trials();
    String ended =
        search.next(trials).isPresent()
            ? "the budget is spent"
            : "no neighbour of the best setting is better";
    TuningDocument done = searched.end(ended, confirm(runner, samples, trials, known));
    if (done.choice() == null) {
      return new Tuning(done, Optional.empty(), notices);
    }
    SpikingNetwork network = convert(done);
    TuningDocument tested = done.withTest(test(runner, network, test, done.choice(), known));
    return new Tuning(tested, Optional.of(network), notices);
  }

  /** The model itself, or a surrogate where it has learned all samples. */
  private Subject subject(Optional<Surrogates> surrogates)
      throws IOException, InterruptedException {
    ChoiceSamples pool = ChoiceSamples.of(model.graph(), model.training(), dataset, threads);
    if (pool.basis() != Basis.LEARNED) {
      return new Subject(model.graph(), model.digest(), pool);
    }
    Optional<TrainingState> trained =
        model
            .training()
            .filter(state -> state.trainSha256().equals(dataset.trainSha256()))
            // What it began with has learned the samples that a surrogate must not know.
            .filter(state -> state.config().startSha256().isEmpty())
            .filter(state -> state.epochsCompleted() > 0);
    if (trained.isPresent() && surrogates.isPresent()) {
      TrainingConfig config =
          trained.get().config().with(trained.get().modelEpoch(), SURROGATE_FRACTION);
      listener.told(
          Text.of(
              "The model has learned all training samples: training a surrogate like it, with %.0f %% of them held out.",
              100 * SURROGATE_FRACTION));
      Model surrogate = surrogates.get().train(config, training);
      ChoiceSamples heldOut =
          new ChoiceSamples(ChoiceSamples.heldOut(dataset, config), Basis.SURROGATE);
      return new Subject(surrogate.graph(), surrogate.digest(), heldOut);
    }
    notice(
        "the model is tuned on samples that it has learned, as far as anybody knows; it is surer of them than of others, so the held-out figures are too good. Train with --validation-split.");
    return new Subject(model.graph(), model.digest(), pool);
  }

  private void notice(String sentence) {
    notices.add(sentence);
    listener.noticed(sentence);
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
  private void noticeIfHopeless(TuningSamples samples) {
    int n = samples.facts().confirmationSamples();
    long correct = Math.round(samples.facts().confirmationAccuracy() * n);
    double best = new PairedCounts(n, correct, 0, 0).upperBound(settings.goal().confidence());
    if (best > settings.goal().maxAccuracyDrop()) {
      notice(
          Text.of(
              "%,d samples to confirm on are too few: even a network that is right wherever the ANN is could lose up to %.3f points with %s confidence. Hold out more (--validation-split), allow more, or ask for less --confidence.",
              n, 100 * best, settings.goal().confidence()));
    }
  }

  private TuningDocument search(
      Search search, TrialRunner runner, TuningSamples samples, Exploration known)
      throws IOException, InterruptedException {
    List<EarlierAnswer> earlier = known.answersBut(settings.question());
    List<Trial> trials = new ArrayList<>();
    TrialsAhead ahead =
        new TrialsAhead(runner, samples.search(), settings.budget(), known.trials(), progress);
    List<Setting> upcoming = search.upcoming(trials);
    int reused = 0;
    while (!upcoming.isEmpty() && trials.size() < settings.budget()) {
      Trial trial = ahead.next(trials.size() + 1, upcoming);
      trials.add(trial);
      if (known.trials().containsKey(trial.setting())) {
        reused++;
      } else {
        listener.tried(trial, new TuningDocument(settings, samples.facts(), trials, earlier));
      }
      upcoming = search.upcoming(trials);
    }
    TuningDocument all = new TuningDocument(settings, samples.facts(), trials, earlier);
    listener.searched(all, reused);
    return all;
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
    try (Work work = progress.start("Confirming", samples.samples().size())) {
      return runner.sweep(setting, samples, work::step);
    } catch (ConversionRefusedException e) {
      throw new IllegalStateException("a trial that was converted is refused now", e);
    }
  }

  private SpikingNetwork convert(TuningDocument document)
      throws ConversionRefusedException, InterruptedException {
    TuningDocument.Choice choice = document.choice();
    Setting setting = choice.setting();
    OperatingPoint point = choice.point();
    Conversion conversion =
        Converter.with(ConversionSettings.of(setting.config(defaults(), point.timesteps())))
            .withThreads(threads)
            .withProgress(progress)
            .withFramework(framework)
            .convert(model, training);
    listener.converted(conversion);
    SpikingNetwork network =
        conversion
            .network()
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
    point.exit().ifPresent(rule -> facts.put("tuning_early_exit", String.valueOf(rule.margin())));
    return network.withProvenance(facts);
  }

  /** Looks at the test samples, unless an earlier question has chosen the same. */
  private TestPart test(
      TrialRunner runner,
      SpikingNetwork network,
      Samples samples,
      TuningDocument.Choice choice,
      Exploration known)
      throws IOException, InterruptedException {
    // read here at the earliest, if they lie elsewhere
    String sha256 = samples.split().contentDigest();
    Optional<TestPart> before =
        known.tested(choice.setting(), choice.point()).filter(part -> part.sha256().equals(sha256));
    if (before.isPresent()) {
      listener.told("The same was chosen before: the test samples are not simulated again.");
      return testPart(before.get().annAccuracy(), sha256, before.get().point());
    }
    ComparedSamples test = TuningSamples.compared(samples.split(), model.graph(), threads);
    try (Work work = progress.start("Testing", samples.split().size())) {
      OperatingPoint point =
          runner.point(network, choice.setting(), choice.point(), test, work::step);
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
