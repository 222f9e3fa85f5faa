package io.github.ann2snn.cli.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.Fit;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.ModelInput;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.cli.options.RunOptions.OverrideOptions;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.ErrorAttribution;
import io.github.ann2snn.convert.attribution.Remedy;
import io.github.ann2snn.convert.attribution.RemedySearch;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.explanation.Explanation;
import io.github.ann2snn.report.explanation.ExplanationText;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a spiking network's error comes from. */
@Command(
    name = "explain",
    description = {
      "Says where a spiking network's error comes from: splits the error of every neuron into"
          + " clipping, quantisation, what it inherits from the layers before and uneven arrival of"
          + " spikes, and tries which other setting of a layer helps. Uses training samples only.",
      ""
    },
    footer = {"", "Example: ann2snn explain model.zip network.nir --dataset mnist --timesteps 32"})
@OptionGroup.In(OptionGroup.SIMULATION)
public final class ExplainCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = ModelInput.FILES)
  private Path model;

  @Mixin private ModelInput.OfFile input;

  @Parameters(
      index = "1",
      paramLabel = "NET",
      description = "The network that was converted from it, a NIR file.")
  private Path network;

  @Mixin private DataOptions data;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "Training samples to explain, at most; as many others are taken to check changes on."
              + " Default: 2000, fewer for deep networks of many connections, 100 at least.")
  private Integer samples;

  @Mixin private OverrideOptions overrides;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File for the explanation, JSON; - is the standard output. Default: none.")
  private Path out;

  @Mixin private ComputeOptions compute;

  @Override
  public void run()
      throws IOException, InterruptedException, ConversionRefusedException, BadFileException {
    int threads = compute.threads(this);
    refuse(samples != null && samples < 1, "--samples is %s, expected at least 1", samples);
    Output.requireFile(this, out);
    NetworkArgument spiking = NetworkArgument.read(this, network, overrides, compute.seed);
    ModelArgument original = ModelArgument.read(this, model, input, spiking);
    spiking.evaluator().stranger(original.model()).ifPresent(notice -> warn("NOTICE: %s", notice));
    ConvertedPair pair = ConvertedPair.of(original.graph(), threads, spiking.network());
    pair.notices().forEach(notice -> warn("%s: %s", network, notice));
    Dataset dataset = data.load(this, compute.seed, spiking.taking(Optional.of(original)));
    Fit.require(spiking, dataset);
    Explanation explanation =
        explain(
            pair,
            spiking.settings(),
            dataset,
            threads,
            spiking.evaluator().provenance(Optional.of(original.model())));
    Output.finish(
        this,
        compute.json ? explanation.toJson() : ExplanationText.of(explanation),
        out,
        explanation::write);
  }

  private Explanation explain(
      ConvertedPair pair,
      SimulationSettings settings,
      Dataset dataset,
      int threads,
      ObjectNode provenance)
      throws IOException, InterruptedException, BadFileException {
    int wanted = samples == null ? ErrorAttribution.worthwhile(pair.network()) : samples;
    ExplainSamples chosen =
        ExplainSamples.of(pair.network().provenance(), dataset, wanted, compute.seed);
    ErrorAttribution attributing = new ErrorAttribution(pair, settings, threads);
    Attribution attribution;
    int size = chosen.attributed().size();
    try (Bar bar = Bar.start(terminal(), "Explaining", size)) {
      attribution = attributing.attribute(chosen.attributed(), bar::step);
    }
    List<Remedy> trials;
    try (Bar bar =
        Bar.start(
            terminal(),
            "Trying other settings",
            tried(pair, settings, threads, attribution, chosen))) {
      trials =
          new RemedySearch(pair, settings, threads, bar::step)
              .search(attribution, chosen.attributed(), chosen.checked());
    }
    List<String> notices = new ArrayList<>(data.notices());
    notices.addAll(pair.notices());
    return new Explanation(
        dataset.name(),
        dataset.trainSha256(),
        chosen.selection(),
        notices,
        settings,
        attribution,
        trials,
        provenance);
  }

  private static long tried(
      ConvertedPair pair,
      SimulationSettings settings,
      int threads,
      Attribution attribution,
      ExplainSamples chosen) {
    return new RemedySearch(pair, settings, threads, done -> {})
        .samples(attribution, chosen.attributed().size(), chosen.checked().size());
  }

  /**
   * The samples of an explanation: training samples, and never the test split, because settings are
   * chosen with them.
   *
   * @param attributed those whose error is explained
   * @param checked others, to try changes on
   * @param selection which training samples both are, in words
   */
  private record ExplainSamples(Split attributed, Split checked, String selection) {
    /** Keys of a network's provenance, as conversion writes them. */
    private static final String CONVERSION_SEED = "conversion_seed";

    private static final String CALIBRATION_SAMPLES = "calibration_samples";
    private static final String CERTIFICATE_SAMPLES = "certificate_samples";

    /**
     * Takes samples that the network's scales were not measured on, where its file tells them:
     * those that conversion did not use, or if they are fewer, those of its certificate, which
     * decided no number of the network.
     *
     * @param provenance of the network
     * @param wanted number of samples of each kind, at most
     * @param seed orders the samples where the file does not tell
     * @throws BadFileException if there are not two of them
     */
    static ExplainSamples of(Map<String, String> provenance, Dataset dataset, int wanted, long seed)
        throws BadFileException {
      Optional<Split> heldOut = heldOut(provenance, dataset);
      Split pool = heldOut.orElseGet(() -> dataset.train().shuffled(seed));
      int count = Math.min(wanted, pool.size() / 2);
      if (count == 0) {
        throw BadFileException.of(
            "%s: %d training samples are too few to explain with: 2 are needed, one to explain and one to check on",
            dataset.name(), pool.size());
      }
      return new ExplainSamples(
          pool.slice(0, count),
          pool.slice(count, 2 * count),
          heldOut.isPresent()
              ? "training samples held out from calibration"
              : "training samples; the network's file does not tell which it was calibrated on");
    }

    private static Optional<Split> heldOut(Map<String, String> provenance, Dataset dataset) {
      Split train = dataset.train();
      Optional<Long> seed = number(provenance, CONVERSION_SEED);
      Optional<Long> certificate = number(provenance, CERTIFICATE_SAMPLES);
      // A conversion that needed no data has no calibration samples.
      long calibration = number(provenance, CALIBRATION_SAMPLES).orElse(0L);
      boolean same = dataset.trainSha256().equals(provenance.get(Conversion.TRAIN_SHA256));
      if (!same || seed.isEmpty() || certificate.isEmpty()) {
        return Optional.empty();
      }
      long used = certificate.get() + calibration;
      if (certificate.get() < 0 || calibration < 0 || used > train.size()) {
        return Optional.empty();
      }
      Split order = train.shuffled(seed.get());
      boolean more = train.size() - used >= certificate.get();
      return Optional.of(
          more
              ? order.slice((int) used, train.size())
              : order.slice(0, certificate.get().intValue()));
    }

    private static Optional<Long> number(Map<String, String> provenance, String key) {
      try {
        return Optional.of(Long.parseLong(provenance.getOrDefault(key, "")));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }
}
