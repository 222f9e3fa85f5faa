package io.github.ann2snn.bench;

import io.github.ann2snn.bench.Schedule.Task;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.stream.Collectors;

/** All samples through a spiking network, ledger included. Counts what the last run did. */
final class TimedSimulation implements Task {
  final EventDrivenSimulator simulator;
  final int threads;
  final SampleSource samples;
  private OperationLedger ledger;

  TimedSimulation(EventDrivenSimulator simulator, int threads, SampleSource samples) {
    this.simulator = simulator;
    this.threads = threads;
    this.samples = samples;
  }

  @Override
  public void run() throws InterruptedException {
    ledger = new Evaluator(simulator, threads).evaluate(samples, n -> {}).ledger();
  }

  /** Layer sizes, inputs first, such as {@code 784-512-256-10}. */
  static String architecture(SpikingNetwork network) {
    return network.inputs()
        + network.populations().stream()
            .map(layer -> "-" + layer.neurons().neurons())
            .collect(Collectors.joining());
  }

  /** Operations of a kind in a run. */
  long count(Operation operation) {
    return ledger.layers().stream()
        .mapToLong(layer -> layer.count(operation, ledger.samples()))
        .sum();
  }
}
