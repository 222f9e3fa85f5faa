package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One sample through a 784-512-256-10 network of random weights, on one thread; weights are drawn
 * so that hidden neurons fire at about 5 to 10 % of the steps, as those of a converted network do.
 */
public class SimulationBenchmark extends RandomNetworkBenchmark {
  private static final int SAMPLES = 256;
  private static final int BATCH = 64;

  @Param({"8", "32", "64"})
  int timesteps;

  private List<float[]> samples;
  private Simulator simulator;
  private OperationCounter counter;
  private List<float[]> batch;
  private int next;

  /** Draws network and samples. */
  @Setup
  public void draw() {
    dense(784, 512, 0.02);
    dense(512, 256, 0.09);
    dense(256, 10, 0.09);
    samples = samples(SAMPLES, 784);
    batch = samples.subList(0, BATCH);
    SimulationSettings settings =
        new SimulationSettings(timesteps, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    simulator = new EventDrivenSimulator(network(List.of(784), settings.defaults()), settings);
    counter = new OperationCounter(simulator.network(), simulator.settings());
  }

  /** A batch of samples, as an evaluation runs them. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void runBatch(Blackhole hole) {
    simulator.run(batch, 0, hole::consume);
  }

  /** The same with the ledger: what it costs is the difference. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void runBatchWithLedger(Blackhole hole) {
    int[] sample = new int[1];
    simulator.run(
        batch,
        0,
        run -> {
          counter.add(batch.get(sample[0]++), run);
          hole.consume(run);
        });
  }

  /** Runs a sample, another each time. */
  @Benchmark
  public SampleRun run() {
    next = (next + 1) % SAMPLES;
    return simulator.run(samples.get(next), next);
  }
}
