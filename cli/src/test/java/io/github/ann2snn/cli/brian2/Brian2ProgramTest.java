package io.github.ann2snn.cli.brian2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyMethod;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation.MembraneArea;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane.RefractoryInput;
import io.github.ann2snn.dynamics.leaky.LeakyNetwork;
import io.github.ann2snn.dynamics.leaky.StdpRule;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.leaky.SynapseResponse;
import io.github.ann2snn.dynamics.leaky.SynapseRule;
import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.report.simulation.Drive;
import io.github.ann2snn.report.simulation.HodgkinHuxleyRecording;
import io.github.ann2snn.report.simulation.LeakyRecording;
import io.github.ann2snn.report.simulation.Switching;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The text of programs for Brian2; that they do the same is tested by the command line's tests. */
class Brian2ProgramTest {
  private static final QuantitySteps STEPS = QuantitySteps.of(time("1s"), time("100us"));

  private static Quantity time(String text) {
    return Quantity.parse(text, Dimension.TIME);
  }

  private static Quantity current(String text) {
    return Quantity.parse(text, Dimension.CURRENT);
  }

  private static Drive drive(int neurons, String noise, Switching switching) {
    Drive.Constant constant = new Drive.Spread(neurons, current("2.1nA"), current("4nA"));
    return new Drive(constant, current(noise), 42, switching);
  }

  private static final Switching ALWAYS =
      new Switching(time("0ms"), Optional.empty(), Optional.empty(), Optional.empty());

  private static String program(SynapseGroup... groups) {
    LeakyNetwork network = new LeakyNetwork(4, LeakyMembrane.tutorial(), 0.1, List.of(groups));
    return Brian2Program.of(new LeakyRecording(network, drive(4, "0nA", ALWAYS), STEPS, 10)).text();
  }

  private static SynapseGroup learning(SynapseRule rule) {
    return SynapseGroup.of(rule, new SynapseResponse.Jump(), 0.02)
        .withLimits(-100, 100)
        .withPlasticity(StdpRule.tutorial());
  }

  private static SynapseRule all() {
    return new SynapseRule.AllToAll(NeuronRange.first(4), NeuronRange.first(4), false);
  }

  @Test
  void aProgramReadsAsItShould() throws IOException {
    try (InputStream golden = Brian2ProgramTest.class.getResourceAsStream("stdp.py")) {
      assertEquals(
          new String(golden.readAllBytes(), StandardCharsets.UTF_8),
          program(learning(all())).replace(Version.current(), "VERSION"));
    }
  }

  @Test
  void synapsesOfARuleAreConnectedByIt() {
    assertTrue(program(learning(all())).contains("synapses.connect(condition=\"i != j\")\n"));
    SynapseRule halves = new SynapseRule.OneToOne(NeuronRange.first(2), new NeuronRange(2, 2));
    assertTrue(
        program(learning(halves))
            .contains("connect(i=np.arange(NEURONS // 2), j=np.arange(NEURONS // 2) + NEURONS"));
  }

  @Test
  void otherSynapsesAreListed() {
    SynapseRule self = new SynapseRule.AllToAll(NeuronRange.first(1), NeuronRange.first(2), true);
    String program = program(learning(self).withWeights(0.5, -1).withDelays(0, 3));
    assertTrue(
        program.contains(
            """
            pairs = np.array(  # from, to, weight in mV, delay in steps
                [
                    [0, 0, 0.5, 0],
                    [0, 1, -1.0, 3],
                ]
            )
            """),
        program);
    SynapseGroup apart = learning(all()).withDelays(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2);
    assertTrue(program(apart).contains("with_suffix(\".synapses.csv\")"));
  }

  @Test
  void noSynapseIsNoPartOfAProgram() {
    SynapseRule none =
        new SynapseRule.WithProbability(NeuronRange.first(4), NeuronRange.first(4), 0, false, 1);
    assertFalse(program(learning(none)).contains("Synapses"));
  }

  @Test
  void axonsHaveTheStateOfRest() {
    Switching late =
        new Switching(time("1ms"), Optional.of(time("5ms")), Optional.empty(), Optional.empty());
    String program =
        Brian2Program.of(
                new HodgkinHuxleyRecording(
                    new HodgkinHuxleySimulation(
                        HodgkinHuxley.SQUID_AXON,
                        MembraneArea.BENCHMARK_CELL,
                        HodgkinHuxleyMethod.EXPONENTIAL_EULER,
                        0.1),
                    drive(2, "1pA", late),
                    STEPS,
                    0))
            .text();
    double rest = HodgkinHuxley.SQUID_AXON.rest().v();
    assertTrue(program.contains("neurons.v = " + rest + " * mV\n"), program);
    assertTrue(program.contains("method=\"exponential_euler\""), program);
    assertTrue(program.contains("return 10 <= step < 50\n"), program);
    assertTrue(program.contains("(current * flows(step) + noise(step)) * nA\n"), program);
    assertFalse(program.contains("StateMonitor"), program);
  }

  @Test
  void jumpsThatAreKeptAreRefused() {
    LeakyMembrane membrane = LeakyMembrane.tutorial().with(RefractoryInput.ADDED);
    LeakyRecording recording =
        new LeakyRecording(new LeakyNetwork(4, membrane, 0.1), drive(4, "0nA", ALWAYS), STEPS, 1);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Brian2Program.of(recording));
    assertTrue(refusal.getMessage().contains("(unless refractory)"), refusal.getMessage());
  }
}
