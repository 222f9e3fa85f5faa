package io.github.ann2snn.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.convert.FrameworkCheck.Framework;
import io.github.ann2snn.convert.Quantizer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.choice.OperatingPointSearch.Choice;
import io.github.ann2snn.convert.choice.OperatingPointSearch.Resources;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Converts trained networks into spiking ones, and proves that they are the same. */
public final class Converter {
  private final ConversionSettings settings;
  private final Optional<Framework> framework;
  private final int threads;
  private final Progress progress;

  private Converter(
      ConversionSettings settings, Optional<Framework> framework, int threads, Progress progress) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.framework = Objects.requireNonNull(framework, "framework");
    this.threads = threads;
    this.progress = Objects.requireNonNull(progress, "progress");
    Refusal.when(threads < 1, "threads is %d, expected at least 1", threads);
  }

  /**
   * Converts so, in silence, on all cores.
   *
   * @param settings how to convert
   * @return a converter
   */
  public static Converter with(ConversionSettings settings) {
    return new Converter(
        settings, Optional.empty(), Runtime.getRuntime().availableProcessors(), Progress.NONE);
  }

  /**
   * On so many threads; the result does not depend on them.
   *
   * @param number number of threads, at least 1
   * @return one that does so
   * @throws IllegalArgumentException if that is less than 1
   */
  public Converter withThreads(int number) {
    return new Converter(settings, framework, number, progress);
  }

  /**
   * Tells how it gets on; several threads may tell it.
   *
   * @param listener hears of each piece of work
   * @return one that does so
   */
  public Converter withProgress(Progress listener) {
    return new Converter(settings, framework, threads, listener);
  }

  /**
   * Compares the model with what its own framework makes of held-out samples, too.
   *
   * @param own the framework, if it is at hand
   * @return one that does so
   */
  public Converter withFramework(Optional<Framework> own) {
    return new Converter(settings, own, threads, progress);
  }

  /**
   * Converts a graph in memory; see {@link #convert(Model, Samples)}.
   *
   * @param graph takes numbers in [0, 1]
   * @param training samples like those that the model was trained with
   * @return the network and the evidence for it
   * @throws ConversionRefusedException if it cannot be converted
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Conversion convert(AnnGraph graph, Samples training)
      throws ConversionRefusedException, InterruptedException {
    return convert(Model.of(graph), training);
  }

  /**
   * Converts a model. Some of the samples decide how, others prove that the result is the same
   * function; equal arguments give equal networks.
   *
   * @param model the trained network
   * @param training samples like those that the model was trained with; none of those that it will
   *     be tested on. Those that its training held out are used first, where its provenance tells
   *     them
   * @return the network and the evidence for it
   * @throws IllegalArgumentException if the model does not take such samples, or the settings have
   *     percentiles for another number of layers
   * @throws ConversionRefusedException if the model has a layer that no spiking network can stand
   *     for, if what comes out is not equal to it, or if there are too few samples
   * @throws java.io.UncheckedIOException if the samples cannot be read
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public Conversion convert(Model model, Samples training)
      throws ConversionRefusedException, InterruptedException {
    settings.config().requireLayers(model.layers());
    Optional<String> misfit = model.misfit(training);
    Refusal.when(misfit.isPresent(), "%s", misfit.orElse(""));
    Dataset dataset = training.asTraining();
    if (settings.search().isEmpty()) {
      return converted(model, dataset, settings.config(), settings.run());
    }
    Choice choice =
        settings
            .search()
            .get()
            .choose(
                model.graph(),
                model.training(),
                settings.config(),
                settings.arithmetic(),
                dataset,
                new Resources(threads, progress));
    Conversion conversion = converted(model, dataset, choice.config(), choice.run());
    Map<String, String> facts = new TreeMap<>(conversion.network().provenance());
    facts.put(ChosenPoint.KEY, line(choice.why()));
    return new Conversion(
        conversion.network().withProvenance(facts),
        conversion.details(),
        choice.config(),
        Optional.of(choice.why()),
        choice.notice());
  }

  private Conversion converted(
      Model model, Dataset dataset, ConversionConfig config, RunDefaults run)
      throws ConversionRefusedException, InterruptedException {
    io.github.ann2snn.convert.Conversion details =
        new io.github.ann2snn.convert.Converter(config, threads, progress)
            .convert(model.graph(), framework, dataset, provenance(model, dataset, config));
    SpikingNetwork network =
        settings.arithmetic().isInteger()
            ? Quantizer.quantize(details.network(), settings.arithmetic())
            : details.network();
    return new Conversion(
        network.withDefaults(run), details, config, Optional.empty(), Optional.empty());
  }

  private static Map<String, String> provenance(
      Model model, Dataset dataset, ConversionConfig config) {
    Map<String, String> provenance = new TreeMap<>();
    provenance.put("ann2snn_version", Version.current());
    model.source().ifPresent(from -> provenance.put(Conversion.MODEL_SHA256, from.sha256()));
    provenance.put("dataset", dataset.name());
    provenance.put(Conversion.TRAIN_SHA256, dataset.trainSha256());
    dataset.scale().ifPresent(scale -> provenance.put(ColumnScale.KEY, scale.toString()));
    List<String> said = model.options().words();
    if (!said.isEmpty()) {
      provenance.put(Conversion.MODEL_OPTIONS, String.join(" ", said));
    }
    model.training().ifPresent(training -> provenance.putAll(heldOut(training, dataset)));
    provenance.put("conversion_seed", String.valueOf(config.seed()));
    return provenance;
  }

  /** Which training samples the model has not seen, if any were held out. */
  private static Map<String, String> heldOut(TrainingState state, Dataset dataset) {
    TrainingConfig training = state.config();
    boolean same = state.trainSha256().equals(dataset.trainSha256());
    return same && training.validationFraction() > 0
        ? Map.of(
            Conversion.VALIDATION_FRACTION, String.valueOf(training.validationFraction()),
            Conversion.TRAINING_SEED, String.valueOf(training.seed()))
        : Map.of();
  }

  /** A document in one line. */
  private static String line(ChosenPoint why) {
    try {
      return new JsonMapper().readTree(JsonDocument.text(why)).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that was written is no JSON", e);
    }
  }
}
