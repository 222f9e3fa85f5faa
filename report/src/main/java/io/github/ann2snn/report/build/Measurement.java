package io.github.ann2snn.report.build;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.report.document.Results.ConversionPart;
import io.github.ann2snn.report.document.Results.EarlyExitPart;
import io.github.ann2snn.report.document.Results.LayerPart;
import io.github.ann2snn.report.document.Results.SignedPart;
import io.github.ann2snn.report.document.Results.SnnPart;
import io.github.ann2snn.report.document.Results.SourcePart;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.operations.Total;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * What a spiking network did on the test samples, however it came about, as a part of the document.
 *
 * @param dataset the samples
 * @param predictions class of each after the last step
 * @param correctByTimestep number of samples classified correctly after each step
 * @param ledger the operations
 * @param network whose layers the ledger tells of; empty if the network is none of populations
 */
record Measurement(
    Dataset dataset,
    int[] predictions,
    long[] correctByTimestep,
    OperationLedger ledger,
    Optional<SpikingNetwork> network) {
  private static final double ERROR_RATE = 0.05;

  /**
   * The part.
   *
   * @param run how it ran
   * @param conversion null if the network was not converted
   * @param exit null if nobody asked
   * @param without devices that have no spikes of -1; null where spikes have no sign
   */
  SnnPart part(
      RunDefaults run,
      ConversionPart conversion,
      Arithmetic arithmetic,
      Map<Total, Number> totals,
      EarlyExitPart exit,
      List<String> without) {
    int samples = predictions.length;
    double[] accuracies =
        Arrays.stream(correctByTimestep).mapToDouble(c -> (double) c / samples).toArray();
    return new SnnPart(
        ledger.timesteps(),
        run.coding().toString(),
        run.readout().toString(),
        run.readoutStart(),
        conversion,
        arithmetic.toString(),
        totals.get(Total.FOOTPRINT_BYTES).longValue(),
        network.map(Measurement::parameters).orElse(null),
        network.map(Measurement::poolsBeforeWeights).orElse(null),
        accuracies[accuracies.length - 1],
        wilson(samples, correctByTimestep[accuracies.length - 1]),
        accuracies,
        wilson(samples, correctByTimestep),
        confusion(dataset.test(), predictions, dataset.classes()),
        ledger.perSample(Operation.SYNAPTIC_OPERATION),
        ledger.synapticOperationsByTimestep(),
        byOperation(ledger::perSample),
        operationsByTimestep(),
        byConvention(totals),
        IntStream.range(0, ledger.layers().size()).mapToObj(this::layer).toList(),
        exit,
        without == null ? null : new SignedPart(negativeSpikes(), without));
  }

  private static Stream<Connection> connections(SpikingNetwork network) {
    return network.populations().stream().flatMap(layer -> layer.connections().stream());
  }

  private static long parameters(SpikingNetwork network) {
    return connections(network).mapToLong(each -> each.weights() + each.biases()).sum();
  }

  private static boolean poolsBeforeWeights(SpikingNetwork network) {
    return connections(network).anyMatch(Pooled.class::isInstance);
  }

  private double negativeSpikes() {
    return ledger.layers().stream().mapToLong(LayerLedger::totalNegativeSpikes).sum()
        / (double) ledger.samples();
  }

  private static <T> Map<String, T> byOperation(Function<Operation, T> value) {
    Map<String, T> operations = new LinkedHashMap<>();
    for (Operation operation : Operation.values()) {
      operations.put(operation.key(), value.apply(operation));
    }
    return operations;
  }

  private Map<String, double[]> operationsByTimestep() {
    List<OperationCounts> counts = ledger.countsByTimestep();
    return byOperation(operation -> counts.stream().mapToDouble(at -> at.of(operation)).toArray());
  }

  private static Map<String, Map<String, Number>> byConvention(Map<Total, Number> totals) {
    Map<String, Map<String, Number>> conventions = new LinkedHashMap<>();
    totals.forEach(
        (total, value) ->
            conventions
                .computeIfAbsent(total.convention().key(), key -> new LinkedHashMap<>())
                .put(total.nameWithin(), value));
    return conventions;
  }

  private LayerPart layer(int index) {
    LayerLedger layer = ledger.layers().get(index);
    Optional<Population> population = network.map(n -> n.populations().get(index));
    double samples = ledger.samples();
    double spikes = layer.totalSpikes() / samples;
    double macs = layer.analogMacs() / samples;
    return new LayerPart(
        layer.name(),
        population.map(Population::shape).orElse(null),
        population.map(p -> SourcePart.of(network.get(), p)).orElse(null),
        layer.neurons(),
        layer.fires(),
        spikes,
        population
            .filter(Population::isSigned)
            .map(p -> layer.totalNegativeSpikes() / samples)
            .orElse(null),
        spikes / layer.neurons() / ledger.timesteps(),
        layer.totalSynapticOperations() / samples,
        macs,
        macs * ledger.timesteps(),
        Arrays.stream(layer.spikes()).mapToDouble(count -> count / samples).toArray(),
        Arrays.stream(layer.synapticOperations()).mapToDouble(count -> count / samples).toArray());
  }

  /** Wilson's 95 % interval of a proportion (Wilson 1927). */
  static List<Double> wilson(int samples, long correct) {
    Interval interval =
        BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
            samples, Math.toIntExact(correct), ERROR_RATE);
    return List.of(interval.getLowerBound(), interval.getUpperBound());
  }

  /** Wilson's 95 % interval of each of several proportions of the same samples. */
  static double[][] wilson(int samples, long[] correct) {
    return Arrays.stream(correct)
        .mapToObj(c -> wilson(samples, c).stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  /**
   * How many samples of each class were given each class.
   *
   * @return rows: true class; columns: predicted class
   */
  static int[][] confusion(Split samples, int[] predictions, int classes) {
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < predictions.length; i++) {
      counts[samples.label(i)][predictions[i]]++;
    }
    return counts;
  }
}
