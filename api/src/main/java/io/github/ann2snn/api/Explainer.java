package io.github.ann2snn.api;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.ErrorAttribution;
import io.github.ann2snn.convert.attribution.Remedy;
import io.github.ann2snn.convert.attribution.RemedySearch;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.report.explanation.Explanation;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says where the error of a spiking network comes from, and which other setting of a layer helps:
 * the error of every neuron is split into clipping, quantisation, what it inherits from the layers
 * before, and uneven arrival of spikes.
 */
public final class Explainer {
  private final Model model;
  private final Evaluator evaluator;
  private final ConvertedPair pair;
  private final OptionalInt samples;
  private final List<String> notices;

  private Explainer(
      Model model,
      Evaluator evaluator,
      ConvertedPair pair,
      OptionalInt samples,
      List<String> notices) {
    this.model = model;
    this.evaluator = evaluator;
    this.pair = pair;
    this.samples = samples;
    this.notices = List.copyOf(notices);
  }

  /**
   * Checks that the network was converted from the model, weight by weight.
   *
   * @param model the trained network
   * @param evaluator the spiking network and how it is run; its threads and progress are used, too
   * @return what explains their difference
   * @throws ConversionRefusedException if the model could not have been converted
   * @throws BadFileException if the network did not come of this model, or computes with integers
   */
  public static Explainer of(Model model, Evaluator evaluator)
      throws ConversionRefusedException, BadFileException {
    int threads = evaluator.options().threads();
    ConvertedPair pair = ConvertedPair.of(model.graph(), threads, evaluator.network());
    return new Explainer(model, evaluator, pair, OptionalInt.empty(), List.of());
  }

  /**
   * With so many training samples, at most, and as many others to check changes on. Where nothing
   * is said: 2000, fewer for deep networks of many connections, 100 at least.
   *
   * @param number number of samples, at least 1
   * @return one that does so
   * @throws IllegalArgumentException if that is less than 1
   */
  public Explainer withSamples(int number) {
    Refusal.when(number < 1, "samples is %d, expected at least 1", number);
    return new Explainer(model, evaluator, pair, OptionalInt.of(number), notices);
  }

  /**
   * Tells the reader of the explanation what must be known of the samples.
   *
   * @param others whole sentences
   * @return one that does so
   */
  public Explainer withNotices(List<String> others) {
    return new Explainer(model, evaluator, pair, samples, others);
  }

  /**
   * What the reader must know about how the two belong together.
   *
   * @return whole sentences
   */
  public List<String> notices() {
    return pair.notices();
  }

  /**
   * Explains. Of the samples, those are taken by preference that the network's scales were not
   * measured on.
   *
   * @param training samples like those that the model was trained with; never those that it is
   *     tested on, because settings are chosen with them
   * @return the explanation, which can be written
   * @throws IllegalArgumentException if the network does not take such samples
   * @throws BadFileException if there are not two samples
   * @throws IOException if the network's file cannot be read
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public Explanation explain(Samples training) throws IOException, InterruptedException {
    Optional<String> misfit = evaluator.misfit(training);
    Refusal.when(misfit.isPresent(), "%s", misfit.orElse(""));
    Dataset dataset = training.asTraining();
    SimulationSettings settings = evaluator.settings();
    int threads = evaluator.options().threads();
    int wanted = samples.orElseGet(() -> ErrorAttribution.worthwhile(pair.network()));
    ExplanationSamples chosen =
        ExplanationSamples.of(pair.network().provenance(), dataset, wanted, settings.seed());
    Progress progress = evaluator.options().progress();
    Attribution attribution;
    try (Progress.Work work = progress.start("Explaining", chosen.attributed().size())) {
      attribution =
          new ErrorAttribution(pair, settings, threads).attribute(chosen.attributed(), work::step);
    }
    long tried =
        new RemedySearch(pair, settings, threads, done -> {})
            .samples(attribution, chosen.attributed().size(), chosen.checked().size());
    List<Remedy> trials;
    try (Progress.Work work = progress.start("Trying other settings", tried)) {
      trials =
          new RemedySearch(pair, settings, threads, work::step)
              .search(attribution, chosen.attributed(), chosen.checked());
    }
    List<String> told = new ArrayList<>(notices);
    told.addAll(pair.notices());
    return new Explanation(
        dataset.name(),
        dataset.trainSha256(),
        chosen.selection(),
        told,
        settings,
        attribution,
        trials,
        evaluator.provenance(Optional.of(model)));
  }
}
