package io.github.ann2snn.report.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import io.github.ann2snn.report.document.SampleParts.ActivationPart;
import io.github.ann2snn.report.document.SampleParts.FlippedPart;
import io.github.ann2snn.report.document.SampleParts.SamplePart;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The document {@code results.json}. Accuracies are fractions in [0, 1], counts are means per
 * sample, energies nanojoules per sample. What a document does not have is null.
 *
 * @param schema always {@value #SCHEMA}
 * @param dataset the samples that were evaluated
 * @param ann the original network; null where only the spiking one was run
 * @param snn the spiking network
 * @param comparison of both on the same samples; null where only the spiking one was run
 * @param learning how the spiking network learned without labels; null where it was converted
 * @param operatingPoint why the network is run as it is; null where nobody searched for that, or it
 *     was run in another way
 * @param samples some of the test samples, step by step; null in older documents
 * @param energy one entry per device profile; the first is the one that the verdict speaks of
 * @param fit how the spiking network lies on a chip; null where nobody asked
 * @param verdict all this in a paragraph
 * @param definitions what the names of items and totals mean
 * @param provenance where model and network come from, and what they ran on
 */
public record Results(
    String schema,
    DatasetPart dataset,
    AnnPart ann,
    SnnPart snn,
    ComparisonPart comparison,
    LearningPart learning,
    ChosenPoint operatingPoint,
    List<SamplePart> samples,
    List<EnergyPart> energy,
    FitPart fit,
    String verdict,
    Map<String, String> definitions,
    JsonNode provenance) {
  /** Version of this document. */
  public static final String SCHEMA = "ann2snn.results/1";

  /** Reads and writes it. */
  public static final JsonDocument<Results> DOCUMENT =
      new JsonDocument<>(
          SCHEMA,
          Results.class,
          Wording.madeBy(
              "ann2snn evaluate", "not a complete results file ({reason}, line {line})"));

  public Results {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(snn, "snn");
    Objects.requireNonNull(energy, "energy");
  }

  /** A document with the paragraph that follows from it; an empty part is left out. */
  public static Results concluded(
      DatasetPart dataset,
      Optional<AnnPart> ann,
      SnnPart snn,
      Optional<ComparisonPart> comparison,
      Optional<LearningPart> learning,
      Optional<ChosenPoint> operatingPoint,
      Optional<List<SamplePart>> samples,
      List<EnergyPart> energy,
      Optional<FitPart> fit,
      JsonNode provenance) {
    return new Results(
        SCHEMA,
        dataset,
        ann.orElse(null),
        snn,
        comparison.orElse(null),
        learning.orElse(null),
        operatingPoint.orElse(null),
        samples.orElse(null),
        energy,
        fit.orElse(null),
        Verdict.of(
            ann.orElse(null), snn, comparison.orElse(null), operatingPoint.isPresent(), energy),
        Definitions.byKey(),
        provenance);
  }

  /**
   * @param architecture layer sizes
   * @param accuracy of the ANN
   * @param accuracyInterval its Wilson 95 % interval
   * @param confusion samples by true class (rows) and predicted class (columns)
   * @param macsPerSample multiply-accumulates
   */
  public record AnnPart(
      String architecture,
      double accuracy,
      List<Double> accuracyInterval,
      int[][] confusion,
      Macs macsPerSample) {}

  /**
   * @param dense fan-in x neurons, summed
   * @param effective those whose input is not zero
   */
  public record Macs(long dense, double effective) {}

  /**
   * @param timesteps T
   * @param coding input coding
   * @param readout readout
   * @param readoutStart step from which on outputs count; null in older documents
   * @param conversion how the network was made of another; null where it was not
   * @param arithmetic float, int16 or int8
   * @param footprintBytes of weights, biases, thresholds and potentials
   * @param parameters number of weights and biases as they are stored; null in older documents, and
   *     where a network was not converted
   * @param poolsBeforeWeights whether averages or sums of spikes are taken before weights, without
   *     neurons between; null likewise
   * @param accuracy at T
   * @param accuracyInterval its Wilson 95 % interval
   * @param accuracyByTimestep after 1 ... T steps
   * @param accuracyIntervalByTimestep their Wilson 95 % intervals: a row per step
   * @param confusion samples by true class (rows) and class predicted at T (columns)
   * @param synapticOperationsPerSample over all T steps
   * @param synapticOperationsByTimestep spent up to and including each step
   * @param operations mean number per sample by ledger item
   * @param operationsByTimestep the same up to and including each step
   * @param totals by convention and name, as others define them
   * @param layers in order
   * @param earlyExit what it would be if samples stopped early; null if nobody asked
   * @param signed what there is to say where spikes have a sign; null where they have none
   */
  public record SnnPart(
      int timesteps,
      String coding,
      String readout,
      Integer readoutStart,
      @JsonUnwrapped ConversionPart conversion,
      String arithmetic,
      long footprintBytes,
      Long parameters,
      Boolean poolsBeforeWeights,
      double accuracy,
      List<Double> accuracyInterval,
      double[] accuracyByTimestep,
      double[][] accuracyIntervalByTimestep,
      int[][] confusion,
      double synapticOperationsPerSample,
      double[] synapticOperationsByTimestep,
      Map<String, Double> operations,
      Map<String, double[]> operationsByTimestep,
      Map<String, Map<String, Number>> totals,
      List<LayerPart> layers,
      EarlyExitPart earlyExit,
      SignedPart signed) {}

  /**
   * Spikes that have a sign.
   *
   * @param negativeSpikesPerSample spikes of -1 in T steps
   * @param devicesWithout profiles for which there is no number, because that silicon has no such
   *     spikes
   */
  public record SignedPart(double negativeSpikesPerSample, List<String> devicesWithout) {}

  /**
   * @param normalization null where the network file does not say
   * @param percentile null where none was used or the file does not say
   * @param initialPotential v(0) as a fraction of the threshold; null where neurons differ
   * @param reset null where layers differ
   */
  public record ConversionPart(
      String normalization, Double percentile, Double initialPotential, String reset) {}

  /**
   * Samples that stop once their best class leads by a margin; everything up to and including the
   * step at which each stops.
   *
   * @param margin of the lead
   * @param unit {@code thresholds}, {@code potential} or {@code spikes}
   * @param calibratedOn which samples the margin was calibrated on; null where the user chose it
   * @param calibrationSamples how many; null likewise
   * @param toleratedDisagreement share of them that may get another class than in the full run;
   *     null likewise
   * @param meanTimesteps of a sample
   * @param p99Timesteps that 99 % of the samples do not exceed, by nearest rank
   * @param maxTimesteps that none exceeds
   * @param samplesByTimesteps how many samples stop after 1 ... T steps
   * @param accuracy of the class at the step at which a sample stops
   * @param accuracyInterval its Wilson 95 % interval
   * @param agreementWithFullRun share of the samples that get the class of the full run
   * @param synapticOperationsPerSample until it stops
   * @param spikesPerSample of all layers, until it stops
   * @param energy one entry per device profile, of the spiking network alone
   */
  public record EarlyExitPart(
      double margin,
      String unit,
      String calibratedOn,
      Integer calibrationSamples,
      Double toleratedDisagreement,
      double meanTimesteps,
      int p99Timesteps,
      int maxTimesteps,
      int[] samplesByTimesteps,
      double accuracy,
      List<Double> accuracyInterval,
      double agreementWithFullRun,
      double synapticOperationsPerSample,
      double spikesPerSample,
      List<ExitEnergy> energy) {}

  /**
   * Energy on one device of samples that stop early, as in {@link EnergyPart}.
   *
   * @param profile name of the device profile
   * @param snnNanojoules sum of the items
   * @param snnItems by item: count x picojoules / 1000
   * @param counts mean number per sample, by item
   * @param picojoules price, by item
   */
  public record ExitEnergy(
      String profile,
      double snnNanojoules,
      Map<String, Double> snnItems,
      Map<String, Double> counts,
      Map<String, Double> picojoules) {}

  /**
   * @param name of the layer
   * @param shape of its neurons, channels first; null in older documents, and where a network was
   *     not converted
   * @param sources what leads to it, in order; null likewise
   * @param neurons its number of neurons
   * @param fires whether they fire, or only integrate; null in older documents
   * @param spikesPerSample that they fire in T steps
   * @param negativeSpikesPerSample those of them that are -1; null where spikes have no sign
   * @param firingRate spikes per neuron and step
   * @param synapticOperationsPerSample that arrive at the layer
   * @param macsPerSample of an analogue input current, computed once
   * @param macsPerSampleEveryStep the same, were it recomputed at every step
   * @param spikesByTimestep fired at each step
   * @param synapticOperationsByTimestep that arrive at each step
   */
  public record LayerPart(
      String name,
      List<Integer> shape,
      List<SourcePart> sources,
      int neurons,
      Boolean fires,
      double spikesPerSample,
      Double negativeSpikesPerSample,
      double firingRate,
      double synapticOperationsPerSample,
      double macsPerSample,
      double macsPerSampleEveryStep,
      double[] spikesByTimestep,
      double[] synapticOperationsByTimestep) {}

  /**
   * What leads to a layer.
   *
   * @param layer name of the layer that it comes from, maybe the same; null: the inputs
   * @param connection what kind it is: {@code convolution 3x3, stride 2}
   */
  public record SourcePart(String layer, String connection) {
    /** Those of a population, in order; what leads from it back to itself is the last. */
    public static List<SourcePart> of(SpikingNetwork network, Population population) {
      List<SourcePart> sources = new ArrayList<>();
      for (Projection projection : population.projections()) {
        String from =
            projection.isFromInput() ? null : network.populations().get(projection.source()).name();
        sources.add(new SourcePart(from, projection.kind()));
      }
      population
          .recurrent()
          .ifPresent(back -> sources.add(new SourcePart(population.name(), back.kind())));
      return sources;
    }
  }

  /**
   * @param accuracyDrop accuracy of the ANN less that of the SNN
   * @param onlyAnnCorrect samples that only the ANN classifies correctly
   * @param onlySnnCorrect samples that only the SNN classifies correctly
   * @param mcnemarP two-sided p-value of McNemar's exact test
   * @param synopsToMacsRatio synaptic operations of the SNN over dense MACs of the ANN
   * @param flipped samples to which the two give different classes; null in older documents
   * @param activations beside firing rates, one entry per hidden layer; null where the scales of
   *     the layers are not known
   */
  public record ComparisonPart(
      double accuracyDrop,
      int onlyAnnCorrect,
      int onlySnnCorrect,
      double mcnemarP,
      double synopsToMacsRatio,
      FlippedPart flipped,
      List<ActivationPart> activations) {}
}
