package io.github.ann2snn.report.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveEvaluator.CompetitiveEvaluation;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveNetwork;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses;
import io.github.ann2snn.report.document.DatasetPart;
import io.github.ann2snn.report.document.DatasetPart.SampleImages;
import io.github.ann2snn.report.document.LearningPart;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.runtime.energy.NetworkSize;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.operations.Total;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Puts the results of a network that learned without labels together: the document of a converted
 * network, from the same ledger and the same prices, so that the two can be compared.
 *
 * @param dataset the samples
 * @param state at the end of learning
 * @param evaluation of the test split
 */
public record LearnedResults(
    Dataset dataset, LearningState state, CompetitiveEvaluation evaluation) {
  /**
   * An excitatory neuron keeps two conductances and its threshold, an inhibitory one the former.
   */
  private static final int FURTHER_STATES = 5;

  /**
   * The document.
   *
   * @param notices what the reader must know about the choice of the data set
   * @param provenance where everything comes from
   */
  public Results build(List<String> notices, EnergySettings energy, JsonNode provenance) {
    NetworkSize size = size();
    Measurement measurement =
        new Measurement(
            dataset,
            evaluation.predictions(),
            evaluation.correctByTimestep(),
            evaluation.ledger(),
            Optional.empty());
    return Results.concluded(
        DatasetPart.of(dataset, notices),
        Optional.empty(),
        measurement.part(
            new RunDefaults(evaluation.ledger().timesteps(), InputCoding.POISSON, Readout.SPIKES),
            null,
            Arithmetic.FLOAT,
            totals(size),
            null,
            null),
        Optional.empty(),
        Optional.of(learning()),
        Optional.empty(),
        Optional.empty(),
        new EnergyReport(size, Arithmetic.FLOAT, false, energy)
            .full(evaluation.ledger(), Optional.empty()),
        Optional.empty(),
        provenance);
  }

  private NetworkSize size() {
    CompetitiveNetwork network = state.network();
    long neurons = network.neurons();
    return new NetworkSize(
        network.inputs(),
        2 * neurons,
        FURTHER_STATES * neurons,
        network.inputs() * neurons,
        0,
        Float.SIZE,
        Float.SIZE);
  }

  private Map<Total, Number> totals(NetworkSize size) {
    Map<Total, Number> totals = Total.ofSpikes(evaluation.ledger());
    long present = Arrays.stream(state.network().effectiveFanOuts()).asLongStream().sum();
    totals.put(Total.CONNECTION_SPARSITY, 1 - present / (double) size.weights());
    totals.put(
        Total.FOOTPRINT_BYTES,
        (size.weights() + size.neurons() + size.furtherStates()) * Float.BYTES);
    return totals;
  }

  private LearningPart learning() {
    CompetitiveModel model = state.network().model();
    int[] assigned = state.classes().assigned();
    int[] byClass = new int[dataset.classes()];
    Arrays.stream(assigned).filter(c -> c != NeuronClasses.NONE).forEach(c -> byClass[c]++);
    float[] thresholds = state.network().adaptiveThresholds();
    for (int n = 0; n < thresholds.length; n++) {
      thresholds[n] += (float) model.baseThresholdMv();
    }
    return new LearningPart(
        "triplet STDP with adaptive thresholds and lateral inhibition (Diehl and Cook 2015)",
        dataset.train().size(),
        state.presented(),
        model.inhibition(),
        model.thresholdStepMv(),
        state.windows().stream()
            .map(w -> new LearningPart.WindowPart(w.samples(), w.accuracy()))
            .toList(),
        evaluation.silent(),
        byClass,
        assigned.length - Arrays.stream(byClass).sum(),
        thresholds,
        new SampleImages(dataset).shape() == null ? null : fields(assigned));
  }

  private List<LearningPart.FieldPart> fields(int[] assigned) {
    return IntStream.range(0, Math.min(assigned.length, LearningPart.MOST_FIELDS))
        .mapToObj(
            n -> {
              Integer label = assigned[n] == NeuronClasses.NONE ? null : assigned[n];
              return field(label, state.network().receptiveField(n));
            })
        .toList();
  }

  private static LearningPart.FieldPart field(Integer label, float[] weights) {
    float largest = 0;
    for (float weight : weights) {
      largest = Math.max(largest, weight);
    }
    byte[] bytes = new byte[weights.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (largest > 0 ? Math.round(255 * weights[i] / largest) : 0);
    }
    return new LearningPart.FieldPart(label, Base64.getEncoder().encodeToString(bytes), largest);
  }
}
