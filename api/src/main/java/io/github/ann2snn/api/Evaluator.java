package io.github.ann2snn.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.report.build.EarlyExitReport.ExitCalibration;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Runs a spiking network on samples, and counts what that takes. */
public final class Evaluator {
  private static final String IN_MEMORY = "the network";

  private final SpikingNetwork network;
  private final Optional<Path> file;
  private final SimulationSettings settings;
  private final EvaluationOptions options;

  private Evaluator(
      SpikingNetwork network,
      Optional<Path> file,
      SimulationSettings settings,
      EvaluationOptions options) {
    this.network = Objects.requireNonNull(network, "network");
    this.file = Objects.requireNonNull(file, "file");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Runs a network as it is meant to be, in silence, on all cores.
   *
   * @param network the spiking network
   * @return what does so
   */
  public static Evaluator of(SpikingNetwork network) {
    return of(network, Optional.empty());
  }

  /**
   * Likewise.
   *
   * @param network the spiking network
   * @param file that the network was read from or written to, for messages and documents
   * @return what does so
   */
  public static Evaluator of(SpikingNetwork network, Optional<Path> file) {
    return new Evaluator(network, file, SimulationSettings.of(network), EvaluationOptions.usual());
  }

  /**
   * Runs it otherwise than its file says.
   *
   * @param others how it is run
   * @return one that does so
   */
  public Evaluator withSettings(SimulationSettings others) {
    return new Evaluator(network, file, others, options);
  }

  /**
   * Tells energy for other devices, or in another way.
   *
   * @param energy the devices, and how energy is told
   * @return one that does so
   */
  public Evaluator withEnergy(EnergySettings energy) {
    return with(options.withEnergy(energy));
  }

  /**
   * Also reports what it saves if samples stop by this rule.
   *
   * @param rule when a sample stops
   * @return one that does so
   */
  public Evaluator withEarlyExit(EarlyExit rule) {
    return with(options.withMargin(MarginSource.of(rule)));
  }

  /**
   * Likewise by the smallest margin at which at most 0.1 % of training samples change their class.
   *
   * @param training samples; of those that the network's model was trained with, by preference
   *     those that its training held out
   * @return one that does so
   */
  public Evaluator withEarlyExit(Samples training) {
    return with(options.withMargin(MarginSource.calibrated(training)));
  }

  /**
   * Runs this model on the same samples, before the network, and compares.
   *
   * @param model the trained network
   * @return one that is compared
   */
  public Evaluator comparedWith(Model model) {
    return with(options.withModel(model));
  }

  /**
   * On so many threads; the result does not depend on them.
   *
   * @param threads number of threads, at least 1
   * @return one that does so
   * @throws IllegalArgumentException if that is less than 1
   */
  public Evaluator withThreads(int threads) {
    return with(options.withThreads(threads));
  }

  /**
   * Tells how it gets on; several threads may tell it.
   *
   * @param listener hears of each piece of work
   * @return one that does so
   */
  public Evaluator withProgress(Progress listener) {
    return with(options.withProgress(listener));
  }

  /**
   * Tells the reader of the results what must be known of the samples.
   *
   * @param notices whole sentences
   * @return one that does so
   */
  public Evaluator withNotices(List<String> notices) {
    return with(options.withNotices(notices));
  }

  /**
   * Runs the network on the samples elsewhere.
   *
   * @param engine that runs it
   * @return one that does so
   */
  public Evaluator on(Engine engine) {
    return with(options.withEngine(engine));
  }

  private Evaluator with(EvaluationOptions others) {
    return new Evaluator(network, file, settings, others);
  }

  /**
   * Runs so many steps, whatever the network is made for.
   *
   * @param test samples that neither the model nor the conversion has seen
   * @param timesteps number of steps, at least 1
   * @return what came of it
   * @throws IOException if its file, or the samples, cannot be read
   * @throws InterruptedException if the calling thread is interrupted
   * @see #run(Samples)
   */
  public Evaluation run(Samples test, int timesteps) throws IOException, InterruptedException {
    return withSettings(settings.withTimesteps(timesteps)).run(test);
  }

  /**
   * Runs all samples.
   *
   * @param test samples that neither the model nor the conversion has seen
   * @return what came of it
   * @throws IllegalArgumentException if there is none, or the network or the model that it is
   *     compared with does not take such samples
   * @throws BadFileException if what the network says of its operating point is damaged
   * @throws IOException if its file, or the samples, cannot be read
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public Evaluation run(Samples test) throws IOException, InterruptedException {
    require(misfit(test));
    Optional<ChosenPoint> chosen =
        ChosenPoint.of(name(), network.provenance())
            .filter(point -> settings.defaults().equals(network.defaults()));
    Optional<AnnEvaluation> ann = Optional.empty();
    if (options.model().isPresent()) {
      ann = Optional.of(ann(options.model().get(), test));
    }
    Simulator simulator = simulator(test.split().size());
    Optional<EarlyExit> rule = Optional.empty();
    Optional<ExitCalibration> calibration = Optional.empty();
    if (options.margin().isPresent()) {
      MarginSource.Margin margin =
          options
              .margin()
              .get()
              .find(network, settings, samples -> here("Calibrating", simulator, samples, none()));
      rule = Optional.of(margin.rule());
      calibration = margin.basis();
    }
    Engine engine = options.engine().orElse(this::here);
    Engine.Tested tested = engine.test(simulator, test, rule);
    return Evaluation.of(
        this,
        simulator,
        Simulators.describe(simulator),
        tested,
        chosen,
        calibration,
        options.model(),
        ann);
  }

  /** Runs the network, best on so many samples; elsewhere it runs on the fastest loops. */
  Simulator simulator(int samples) {
    return options.engine().isPresent()
        ? Simulators.of(network, settings)
        : Simulators.of(network, settings, samples);
  }

  private static Optional<EarlyExit> none() {
    return Optional.empty();
  }

  /** What a model does with samples. */
  AnnEvaluation ann(Model model, Samples test) throws InterruptedException {
    require(model.misfit(test));
    Inference inference;
    try (Progress.Work work = options.progress().start("Running the model", test.split().size())) {
      inference = Inference.of(model.graph(), test.split(), options.threads(), work::step);
    }
    return new AnnEvaluation(
        model.architecture(),
        inference.classes(),
        inference.margins(),
        inference.macs().dense(),
        inference.macs().effective());
  }

  private Engine.Tested here(Simulator simulator, Samples test, Optional<EarlyExit> exit)
      throws InterruptedException {
    return new Engine.Tested(here("Simulating", simulator, test.split(), exit), test, List.of());
  }

  private io.github.ann2snn.runtime.evaluation.Evaluation here(
      String task, Simulator simulator, Split samples, Optional<EarlyExit> exit)
      throws InterruptedException {
    try (Progress.Work work = options.progress().start(task, samples.size())) {
      return new io.github.ann2snn.runtime.evaluation.Evaluator(simulator, options.threads())
          .evaluate(samples, exit, work::step);
    }
  }

  /**
   * Why the network cannot take some samples; empty if it can. Other programs write shapes that are
   * no images in their own ways.
   *
   * @param samples labelled samples
   * @return the reason in a sentence
   */
  public Optional<String> misfit(Samples samples) {
    List<Integer> shape = network.inputShape();
    return samples.misfit(
        name(), shape.size() == 3 ? shape : List.of(network.inputs()), network.outputs());
  }

  private static void require(Optional<String> misfit) {
    Refusal.when(misfit.isPresent(), "%s", misfit.orElse(""));
  }

  private String name() {
    return file.map(Path::toString).orElse(IN_MEMORY);
  }

  /**
   * What must be said of a model that the network was not converted from, as far as it tells.
   *
   * @param model the trained network
   * @return a sentence; empty if it was
   */
  public Optional<String> stranger(Model model) {
    return model.stranger(
        network, file.map(path -> String.valueOf(path.getFileName())).orElse(IN_MEMORY));
  }

  /**
   * Where results come from: the network, what it runs on, and the model that it is held against.
   *
   * @param model the trained network
   * @return a tree of JSON
   * @throws IOException if the network's file cannot be read
   */
  public ObjectNode provenance(Optional<Model> model) throws IOException {
    return provenance(model, Simulators.describe(network));
  }

  ObjectNode provenance(Optional<Model> model, String kernel) throws IOException {
    ObjectNode provenance = JsonNodeFactory.instance.objectNode();
    provenance.putPOJO("environment", Version.environment());
    provenance.put("seed", settings.seed()).put(Evaluation.KERNEL, kernel);
    if (model.isPresent()) {
      ObjectNode of = provenance.putObject("model");
      model.get().source().ifPresent(from -> of.put("sha256", from.sha256()));
    }
    ObjectNode origin = provenance.putObject("network");
    if (file.isPresent()) {
      origin.put("sha256", ContentDigest.ofFile(file.get()));
    }
    network.provenance().forEach(origin::put);
    origin.remove(ChosenPoint.KEY); // stands apart in what is made of it
    return provenance;
  }

  SpikingNetwork network() {
    return network;
  }

  SimulationSettings settings() {
    return settings;
  }

  EvaluationOptions options() {
    return options;
  }
}
