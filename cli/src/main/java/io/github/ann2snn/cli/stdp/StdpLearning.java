package io.github.ann2snn.cli.stdp;

import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.ResultsFolder;
import io.github.ann2snn.cli.shell.Terminal.Interruption;
import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveTraining;
import io.github.ann2snn.dynamics.unsupervised.LearningFile;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Learns from the training samples of a data set, with checkpoints and progress. */
final class StdpLearning {
  /** The fact that names where the samples came from. */
  static final String DATASET = "dataset";

  /** Options, by name, and the facts that are told by them. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "--dataset", DATASET,
          "--neurons", "neurons",
          "--inhibition", "inhibition",
          "--threshold-step", "thresholdStepMv",
          "--seed", "seed");

  /** Input spikes of different tasks come from different seeds. */
  private static final int LEARNING = 1;

  private static final int ASSIGNING = 2;
  private static final int TESTING = 3;

  private final BaseCommand command;
  private final Dataset dataset;
  private final SampleSource samples;
  private final Path out;
  private final ResultsFolder folder;
  private final long seed;
  private final int threads;
  private volatile long saved;

  /**
   * @param out folder of the checkpoint
   * @param folder the same with all that is made of it
   */
  StdpLearning(
      BaseCommand command,
      Dataset dataset,
      Path out,
      ResultsFolder folder,
      long seed,
      int threads) {
    this.command = command;
    this.dataset = dataset;
    this.samples = dataset.train().shuffled(seed);
    this.out = out;
    this.folder = folder;
    this.seed = seed;
    this.threads = threads;
  }

  /** The network in a folder. */
  static Path file(Path folder) {
    return folder.resolve("network.h5");
  }

  /** Seed of the input spikes with which test samples are classified. */
  static long testSeed(long seed) {
    return SplitMix64.mix(seed) + TESTING;
  }

  /**
   * Reads the checkpoint.
   *
   * @param facts what it must have been learned from
   * @throws BadFileException if it is missing, damaged, or of another training
   */
  LearningState resume(Map<String, String> facts) throws IOException {
    Path file = file(out);
    LearningState state = LearningFile.read(file);
    Optional<String> difference = difference(state, facts);
    if (difference.isPresent()) {
      throw BadFileException.of(
          "%s: cannot resume: %s; use the same, or train from the start (options of a data set, such as --label-column, are not kept: give them again)",
          file, difference.get());
    }
    return state;
  }

  private static Optional<String> difference(LearningState state, Map<String, String> facts) {
    for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
      String before = state.facts().get(fact.getKey());
      // The same samples may have moved; their digest is among the facts.
      if (!fact.getKey().equals(DATASET) && !fact.getValue().equals(before)) {
        return Optional.of(
            Text.of("its %s is %s, but %s was asked for", fact.getKey(), before, fact.getValue()));
      }
    }
    return Optional.empty();
  }

  /**
   * What is lost if a network is learned from the start.
   *
   * @param facts what it will be learned from
   * @return empty if it will be what lies there, or more
   */
  Optional<String> lost(Map<String, String> facts, int epochs) throws IOException {
    if (!Files.exists(file(out))) {
      return Optional.empty();
    }
    try {
      LearningState state = LearningFile.read(file(out));
      Optional<String> difference = difference(state, facts);
      return difference.isEmpty() && state.presented() <= (long) epochs * samples.size()
          ? difference
          : Optional.of(
              Text.of(
                  "what was learned from %,d samples of %s%s",
                  state.presented(),
                  state.facts().getOrDefault(DATASET, "another data set"),
                  difference.map(what -> ": " + what).orElse("")));
    } catch (BadFileException e) {
      return Optional.of("what cannot be told (" + e.getMessage() + ")");
    }
  }

  /**
   * The options of the learning that a checkpoint comes from.
   *
   * @throws BadFileException if there is none
   */
  static List<String> options(Path folder) throws IOException {
    Path file = file(folder);
    BadFileException.when(
        !Files.isRegularFile(file),
        "%s: no such file, so there is nothing to resume; leave --resume out",
        file);
    Map<String, String> facts = LearningFile.read(file).facts();
    Stream<String> scaled =
        facts.containsKey(ColumnScale.KEY) ? Stream.of("--scale=columns") : Stream.of();
    return Stream.concat(
            scaled,
            OPTIONS.entrySet().stream()
                .filter(option -> facts.containsKey(option.getValue()))
                .map(option -> option.getKey() + "=" + facts.get(option.getValue())))
        .toList();
  }

  /** The epochs that what was learned is of, the last maybe in part. */
  int epochs(LearningState state) {
    long begun = (state.presented() + samples.size() - 1) / samples.size();
    return Math.toIntExact(Math.max(1, begun));
  }

  /**
   * Learns up to a number of epochs, then gives the neurons classes by their responses to all
   * training samples. The file holds what is returned.
   */
  LearningState learn(LearningState start, int epochs) throws IOException, InterruptedException {
    long most = (long) epochs * samples.size();
    if (start.presented() > most) {
      throw command.usage(
          "--epochs is %d, but %s has learned %,d samples already, more than %,d",
          epochs, file(out), start.presented(), most);
    }
    LearningState state = start;
    saved = start.presented();
    CompetitiveTraining training =
        new CompetitiveTraining(samples, SplitMix64.mix(seed) + LEARNING, threads);
    Interruption interruption = new Interruption(command.terminal(), this::whatIsLeft);
    try (Bar bar = Bar.start(command.terminal(), "Learning", most)) {
      bar.stepTo(start.presented());
      long began = System.nanoTime();
      while (state.presented() < most) {
        state = training.advance(state, most, bar::stepTo);
        save(state);
        say(state, most, (System.nanoTime() - began) / 1_000_000_000);
      }
    } finally {
      interruption.close();
    }
    LearningState learned = state.withClasses(assign(state));
    save(learned);
    return learned;
  }

  private NeuronClasses assign(LearningState state) throws InterruptedException {
    try (Bar bar = Bar.start(command.terminal(), "Assigning", samples.size())) {
      return new CompetitiveEvaluator(state.network(), SplitMix64.mix(seed) + ASSIGNING, threads)
          .assign(samples, dataset.classes(), bar::step);
    }
  }

  private void save(LearningState state) throws IOException {
    folder.replacing(file(out));
    AtomicFile.write(file(out), temporary -> LearningFile.write(state, temporary));
    saved = state.presented();
  }

  private void say(LearningState state, long most, long seconds) {
    int windows = state.windows().size();
    String accuracy =
        windows == 0
            ? ""
            : Text.of(
                "; %.2f %% of the last %,d classified while learning",
                100 * state.windows().get(windows - 1).accuracy(),
                state.windows().get(windows - 1).samples());
    command.say("Learned %,d of %,d samples, %,d s%s", state.presented(), most, seconds, accuracy);
  }

  private String whatIsLeft() {
    return saved == 0
        ? " before the first checkpoint; nothing was written."
        : Text.of(
            ". %s holds what was learned from %,d samples; ann2snn stdp train --resume --out %s continues.",
            file(out), saved, out);
  }
}
