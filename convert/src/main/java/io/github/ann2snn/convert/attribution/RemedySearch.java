package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.Attribution.Score;
import io.github.ann2snn.convert.attribution.Remedy.Change;
import io.github.ann2snn.convert.attribution.Remedy.Change.Kind;
import io.github.ann2snn.convert.attribution.SampleAnalyzer.OutputPotentials;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Tries other settings, one at a time: for each layer whose own errors do much it chooses the best
 * on some samples and tells what that does on others. The best agrees most often with the ANN; ties
 * go to the smaller error of the logits.
 *
 * @param threads number of threads, at least 1
 * @param progress told how many more samples were simulated
 */
public record RemedySearch(
    ConvertedPair pair, SimulationSettings settings, int threads, IntConsumer progress) {
  /** Hidden layers that are searched, at most. */
  public static final int LAYERS = 6;

  private static final int QUARTERS = 4;
  private static final double[] FACTORS = {0.5, 0.7, 0.85, 1.2, 1.4, 2};
  private static final double[] STARTS = {0, 0.25, 0.5, 0.75, 1};

  /**
   * Searches.
   *
   * @param attribution of the network's error on {@code choose}
   * @param choose samples to choose on
   * @param check other samples
   * @return the best of each layer that is searched, then signed neurons, then more steps, then a
   *     later readout
   * @throws IllegalArgumentException if there are no samples to check on
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public List<Remedy> search(Attribution attribution, Split choose, Split check)
      throws InterruptedException {
    Refusal.when(check.size() == 0, "there is no sample to check a change on");
    Samples choosing = Samples.of(pair, choose);
    Samples checking = Samples.of(pair, check);
    Result before = run(pair, settings, checking);
    List<Remedy> trials = new ArrayList<>();
    for (int l : searched(attribution)) {
      List<Variant> candidates = variants(l, attribution.layers().get(l));
      Variant best = best(candidates, choosing);
      double share = best.factor() == 1 ? Double.NaN : choosing.shareBelow(pair, l, best.factor());
      trials.add(trial(best, candidates.size(), share, before, checking));
    }
    Optional<Variant> signs = signed();
    if (signs.isPresent()) {
      trials.add(trial(signs.get(), 1, Double.NaN, before, checking));
    }
    Optional<Variant> more = moreSteps();
    if (more.isPresent()) {
      trials.add(trial(more.get(), 1, Double.NaN, before, checking));
    }
    List<Variant> late = laterReadouts();
    if (!late.isEmpty()) {
      trials.add(trial(best(late, choosing), late.size(), Double.NaN, before, checking));
    }
    return trials;
  }

  /**
   * How many samples {@link #search} will simulate.
   *
   * @param choose number of samples to choose on
   * @param check number of other samples
   */
  public long samples(Attribution attribution, int choose, int check) {
    long samples = check;
    for (int l : searched(attribution)) {
      long candidates = variants(l, attribution.layers().get(l)).size();
      samples += candidates * choose + check;
    }
    int late = laterReadouts().size();
    samples += late == 0 ? 0 : (long) late * choose + check;
    int others = (signed().isPresent() ? 1 : 0) + (moreSteps().isPresent() ? 1 : 0);
    return samples + (long) others * check;
  }

  /**
   * The layers whose own errors move the logits most, {@value #LAYERS} at most, and an output layer
   * that fires, in order.
   */
  private static List<Integer> searched(Attribution attribution) {
    List<LayerAttribution> layers = attribution.layers();
    return IntStream.range(0, layers.size())
        .boxed()
        .sorted(Comparator.comparingDouble(l -> -largestEffect(layers.get(l))))
        .limit(LAYERS + layers.stream().filter(layer -> layer.effects().isEmpty()).count())
        .sorted()
        .toList();
  }

  private static double largestEffect(LayerAttribution layer) {
    return layer.effects().values().stream()
        .mapToDouble(OutputEffect::meanAbsolute)
        .max()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private Variant best(List<Variant> candidates, Samples choosing) throws InterruptedException {
    Variant best = null;
    Score highest = null;
    for (Variant candidate : candidates) {
      Score score = run(candidate.pair(), candidate.settings(), choosing).score();
      if (best == null || isBetter(score, highest)) {
        best = candidate;
        highest = score;
      }
    }
    return best;
  }

  private static boolean isBetter(Score score, Score other) {
    return score.agreement() > other.agreement()
        || (score.agreement() == other.agreement() && score.logitError() < other.logitError());
  }

  /** Other scales and other initial potentials of layer {@code l}. */
  private List<Variant> variants(int l, LayerAttribution layer) {
    List<Variant> candidates = new ArrayList<>();
    for (double factor : FACTORS) {
      candidates.add(scaled(l, layer, factor));
    }
    double unclipped = layer.largestActivation();
    if (unclipped > 1 && unclipped < Double.POSITIVE_INFINITY) {
      candidates.add(scaled(l, layer, unclipped));
    }
    double initial = layer.initialPotential();
    for (double start : STARTS) {
      if (start != initial) {
        Change change =
            new Change(Kind.INITIAL_POTENTIAL, Optional.of(layer.name()), initial, start);
        candidates.add(new Variant(change, 1, Rescaling.start(pair, l, start), settings));
      }
    }
    return candidates;
  }

  private Variant scaled(int l, LayerAttribution layer, double factor) {
    Change change =
        new Change(
            Kind.LAMBDA, Optional.of(layer.name()), layer.lambdaMax(), factor * layer.lambdaMax());
    return new Variant(change, factor, Rescaling.scale(pair, l, factor), settings);
  }

  /** All hidden neurons signed; empty where they are. */
  private Optional<Variant> signed() {
    SpikingNetwork network = pair.network();
    List<Population> layers = new ArrayList<>(network.populations());
    for (int l = 0; l < layers.size() - 1; l++) {
      Firing firing = layers.get(l).neurons().firing();
      if (!firing.isSigned()) {
        Negative negative = Negative.takingBack(firing.threshold());
        Firing signed = firing.withNegative(Optional.of(negative));
        layers.set(l, layers.get(l).withNeurons(layers.get(l).neurons().withFiring(signed)));
      }
    }
    SpikingNetwork changed = network.withPopulations(layers);
    if (changed.equals(network)) {
      return Optional.empty();
    }
    Change change = new Change(Kind.SIGNED, Optional.empty(), 0, 1);
    return Optional.of(new Variant(change, 1, pair.with(changed, pair.scales()), settings));
  }

  /** Twice as many steps; empty where there may be no more. */
  private Optional<Variant> moreSteps() {
    int steps = settings.timesteps();
    if (steps > SimulationSettings.MAX_TIMESTEPS / 2) {
      return Optional.empty();
    }
    Change change = new Change(Kind.TIMESTEPS, Optional.empty(), steps, 2 * steps);
    SimulationSettings more = settings.withTimesteps(2 * steps);
    return Optional.of(new Variant(change, 1, pair, more));
  }

  /** Outputs that count from a quarter, a half or three quarters of the steps on. */
  private List<Variant> laterReadouts() {
    List<Variant> later = new ArrayList<>();
    for (int quarter = 1; quarter < QUARTERS && settings.timesteps() >= QUARTERS; quarter++) {
      int start = 1 + quarter * settings.timesteps() / QUARTERS;
      if (start > settings.readoutStart()) {
        Change change =
            new Change(Kind.READOUT_START, Optional.empty(), settings.readoutStart(), start);
        later.add(new Variant(change, 1, pair, settings.withReadoutStart(start)));
      }
    }
    return later;
  }

  private Remedy trial(
      Variant candidate, int candidates, double share, Result before, Samples checking)
      throws InterruptedException {
    Result after = run(candidate.pair(), candidate.settings(), checking);
    int gained = 0;
    int lost = 0;
    for (int i = 0; i < checking.split().size(); i++) {
      gained += after.agrees()[i] && !before.agrees()[i] ? 1 : 0;
      lost += before.agrees()[i] && !after.agrees()[i] ? 1 : 0;
    }
    return new Remedy(
        candidate.change(),
        candidates,
        share,
        before.score(),
        after.score(),
        gained,
        lost,
        PairedCounts.mcnemar(gained, lost));
  }

  /** What a network did. */
  private record Result(Score score, boolean[] agrees) {}

  private record Seen(double[] logits, int prediction) {}

  private Result run(ConvertedPair changed, SimulationSettings how, Samples samples)
      throws InterruptedException {
    OutputPotentials output = new OutputPotentials(changed, how);
    List<Seen> seen =
        new SampleRuns(new EventDrivenSimulator(changed.network(), how), threads)
            .find(
                samples.split(), (i, input, run) -> new Seen(output.logits(run), run.prediction()));
    ScoreTally tally = new ScoreTally();
    boolean[] agrees = new boolean[seen.size()];
    for (int i = 0; i < agrees.length; i++) {
      float[] logits = samples.logits().get(i);
      tally.add(samples.split().label(i), logits, seen.get(i).logits(), seen.get(i).prediction());
      agrees[i] = Inference.argmax(logits, 0, logits.length) == seen.get(i).prediction();
    }
    progress.accept(agrees.length);
    return new Result(tally.score(), agrees);
  }

  /** Samples and the ANN's logits for them. */
  private record Samples(Split split, List<float[]> logits) {
    static Samples of(ConvertedPair pair, Split split) throws InterruptedException {
      List<float[]> logits = new ArrayList<>();
      int last = pair.scales().size() - 1;
      forEach(pair, split, activations -> logits.add(activations[last]));
      return new Samples(split, logits);
    }

    private static void forEach(ConvertedPair pair, Split split, Consumer<float[][]> consumer)
        throws InterruptedException {
      int batch = ErrorAttribution.batch(pair);
      for (int from = 0; from < split.size(); from += batch) {
        int to = Math.min(from + batch, split.size());
        pair.activations(split.slice(from, to)).forEach(consumer);
      }
    }

    /** The share of the activations of layer {@code l} that do not exceed lambda times a factor. */
    double shareBelow(ConvertedPair pair, int l, double factor) throws InterruptedException {
      float[] lambda = pair.scales().get(l).lambda();
      long[] below = new long[1];
      forEach(
          pair,
          split,
          activations -> {
            for (int j = 0; j < lambda.length; j++) {
              below[0] += activations[l][j] <= factor * lambda[j] ? 1 : 0;
            }
          });
      return (double) below[0] / split.size() / lambda.length;
    }
  }

  /**
   * A change and what it makes of a network.
   *
   * @param change what is changed
   * @param factor of lambda; 1 for other changes
   * @param pair with the changed network
   * @param settings how that is run
   */
  private record Variant(
      Change change, double factor, ConvertedPair pair, SimulationSettings settings) {}
}
