package io.github.ann2snn.api;

import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.convert.FrameworkCheck.Framework;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.tuning.TrialRunner.SweepEngine;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Searches the cheapest way to run a model as a spiking network that loses little accuracy. Only
 * training samples decide; the test samples are looked at once, with what was chosen.
 *
 * <p>A model is surer of samples that it has learned than of others, so a setting that just does
 * for those fails on others. Where training held samples out, they decide. Where it did not, but it
 * is known how the model was trained, a surrogate may be trained in the same way with samples held
 * out, and what suits it on them is taken for the model: the usual way to choose by a validation
 * set and then to train on all samples (Hastie, Tibshirani and Friedman, "The elements of
 * statistical learning", 2nd ed. 2009, section 7.10), the other way round.
 */
public final class Tuner {
  private final TuningOptions options;
  private final int threads;
  private final Progress progress;
  private final TuningListener listener;
  private final Optional<Framework> framework;
  private final Optional<Surrogates> surrogates;
  private final Optional<SweepEngine> engine;

  private Tuner(
      TuningOptions options,
      int threads,
      Progress progress,
      TuningListener listener,
      Optional<Framework> framework,
      Optional<Surrogates> surrogates,
      Optional<SweepEngine> engine) {
    this.options = Objects.requireNonNull(options, "options");
    this.threads = threads;
    this.progress = Objects.requireNonNull(progress, "progress");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.framework = Objects.requireNonNull(framework, "framework");
    this.surrogates = Objects.requireNonNull(surrogates, "surrogates");
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  /**
   * Tunes so, in silence, on all cores.
   *
   * @param options what is asked for
   * @return a tuner
   */
  public static Tuner with(TuningOptions options) {
    return new Tuner(
        options,
        Runtime.getRuntime().availableProcessors(),
        Progress.NONE,
        TuningListener.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * On so many threads of this machine, and whatever an engine has; the result does not depend on
   * them.
   *
   * @param number number of threads, at least 1
   * @return one that does so
   * @throws IllegalArgumentException if that is less than 1
   */
  public Tuner withThreads(int number) {
    Refusal.when(number < 1, "threads is %d, expected at least 1", number);
    return new Tuner(options, number, progress, listener, framework, surrogates, engine);
  }

  /**
   * Tells how each piece of work gets on; several threads may tell it.
   *
   * @param other hears of each
   * @return one that does so
   */
  public Tuner withProgress(Progress other) {
    return new Tuner(options, threads, other, listener, framework, surrogates, engine);
  }

  /**
   * Tells what was found out so far.
   *
   * @param other hears it, and says what is known from an earlier tuning
   * @return one that does so
   */
  public Tuner withListener(TuningListener other) {
    return new Tuner(options, threads, progress, other, framework, surrogates, engine);
  }

  /**
   * Compares the model with what its own framework makes of held-out samples, too.
   *
   * @param own the framework, if it is at hand
   * @return one that does so
   */
  public Tuner withFramework(Optional<Framework> own) {
    return new Tuner(options, threads, progress, listener, own, surrogates, engine);
  }

  /**
   * Trains a surrogate where the model has learned all samples, and its provenance tells how.
   *
   * @param trainer trains it
   * @return one that does so; without, such a model is tuned on samples that it has learned, of
   *     which {@link Tuning#notices} tell
   */
  public Tuner withSurrogates(Surrogates trainer) {
    return new Tuner(options, threads, progress, listener, framework, Optional.of(trainer), engine);
  }

  /**
   * Simulates elsewhere.
   *
   * @param other simulates
   * @return one that does so
   */
  public Tuner withEngine(SweepEngine other) {
    return new Tuner(
        options, threads, progress, listener, framework, surrogates, Optional.of(other));
  }

  /** Trains models. */
  @FunctionalInterface
  public interface Surrogates {
    /**
     * Trains one.
     *
     * @param config how, and which of the samples are held out
     * @param training the samples that the model has learned
     * @return a model that has learned all but those held out
     * @throws IOException if it cannot be kept
     * @throws InterruptedException if the calling thread is interrupted
     */
    Model train(TrainingConfig config, Samples training) throws IOException, InterruptedException;
  }

  /**
   * Searches, confirms on samples without a part in the search, converts what was chosen, and tests
   * that; equal arguments give equal results.
   *
   * @param model the trained network
   * @param training samples like those that the model was trained with; they decide
   * @param test samples that neither model nor search have seen
   * @return what was found
   * @throws IllegalArgumentException if the model does not take such samples
   * @throws ConversionRefusedException if the model cannot be converted, or there are too few
   *     samples
   * @throws IOException if the listener, the surrogate's trainer or the engine cannot go on
   * @throws java.io.UncheckedIOException if the samples cannot be read
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public Tuning tune(Model model, Samples training, Samples test)
      throws ConversionRefusedException, IOException, InterruptedException {
    for (Samples samples : new Samples[] {training, test}) {
      Optional<String> misfit = model.misfit(samples);
      Refusal.when(misfit.isPresent(), "%s", misfit.orElse(""));
    }
    TuningRun run =
        new TuningRun(
            options,
            model,
            training,
            threads,
            progress,
            listener,
            framework,
            engine.orElseGet(() -> new SweepEngine.Here(threads)));
    return run.tune(surrogates.filter(trainer -> options.surrogate()), test);
  }
}
