package io.github.ann2snn.interop.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs call their simulator by the names that its documentation has, and nothing else: most
 * machines that build this project have neither NEST nor PyNN to run them.
 */
class DocumentedNamesTest {
  /** NEST 3.10, "PyNEST API"; {@code set_verbosity} is what 3.9 has for {@code verbosity}. */
  private static final Set<String> NEST =
      Set.of(
          "Connect",
          "Create",
          "GetConnections",
          "ResetKernel",
          "Simulate",
          "VerbosityLevel",
          "biological_time",
          "resolution",
          "set_verbosity",
          "verbosity");

  /** NEST 3.10, "Model directory": nodes, and how connections are made. */
  private static final Set<String> NEST_MODELS =
      Set.of(
          "all_to_all",
          "eprop_iaf",
          "iaf_psc_delta",
          "one_to_one",
          "spike_generator",
          "spike_recorder");

  /** Parameters of both neuron models, and {@code V_reset} of {@code iaf_psc_delta}. */
  private static final Set<String> NEST_PARAMETERS =
      Set.of("C_m", "E_L", "V_min", "V_reset", "V_th", "t_ref", "tau_m");

  /** PyNN 0.10, "API reference". */
  private static final Set<String> PYNN =
      Set.of(
          "AllToAllConnector",
          "FromListConnector",
          "IF_curr_exp",
          "Population",
          "Projection",
          "SpikeSourceArray",
          "StaticSynapse",
          "reset",
          "run",
          "setup");

  /** PyNN 0.10, "Standard cell types": those of {@code IF_curr_exp}. */
  private static final Set<String> PYNN_PARAMETERS =
      Set.of(
          "cm",
          "i_offset",
          "tau_m",
          "tau_refrac",
          "tau_syn_E",
          "tau_syn_I",
          "v_reset",
          "v_rest",
          "v_thresh");

  /** Nengo 4.1, "Nengo frontend API". */
  private static final Set<String> NENGO =
      Set.of(
          "Connection",
          "Ensemble",
          "Network",
          "Node",
          "Probe",
          "Simulator",
          "Sparse",
          "dists.Choice",
          "neurons.NeuronType");

  private static final SpikingNetwork NETWORK =
      new SpikingNetwork(
          List.of(3),
          List.of(
              new Population("hidden", Projection.INPUT, matrix(3, 2), unit(2)),
              new Population("output", 0, matrix(2, 2), unit(2))),
          0.001,
          new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
          Map.of());

  private static Affine matrix(int inputs, int outputs) {
    return new Affine(inputs, outputs, new float[inputs * outputs], new float[outputs]);
  }

  private static IntegrateAndFire unit(int neurons) {
    return IntegrateAndFire.of(Firing.unit(neurons, 0.5f, Reset.ZERO));
  }

  private static PythonSimulator simulator(String key) {
    return PythonSimulator.all().stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static String program(PythonSimulator simulator) {
    ExportedRun run = new ExportedRun(NETWORK, SimulationSettings.of(NETWORK), false);
    run.requireExact(simulator);
    return Program.of(simulator, run);
  }

  private static Set<String> names(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nengo", "nest", "pynn"})
  void theProgramIsThatOfTheGoldenFile(String key) throws IOException {
    PythonSimulator simulator = simulator(key);
    String golden;
    try (var in = DocumentedNamesTest.class.getResourceAsStream(simulator.program())) {
      golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(golden, program(simulator));
  }

  @Test
  void namesOfNest() {
    String program = program(new Nest());
    assertEquals(NEST, names("\\bnest\\.([A-Za-z_]+)", program.replace("nest.py", "")));
    assertEquals(NEST_MODELS, names("(?:nest\\.Create\\(|conn_spec=|\": )\"(\\w+)\"", program));
    Matcher values = Pattern.compile("values = \\{(.*)\\}").matcher(program);
    assertTrue(values.find());
    Set<String> parameters = names("\"(\\w+)\":", values.group(1));
    parameters.addAll(names("values\\[\"(\\w+)\"\\]", program));
    assertEquals(NEST_PARAMETERS, parameters);
  }

  @Test
  void namesOfPynn() {
    String program = program(new Pynn());
    assertEquals(PYNN, names("\\bsim\\.([A-Za-z_]+)", program));
    int from = program.indexOf("sim.IF_curr_exp(");
    String call = program.substring(from, program.indexOf("\n    )", from));
    assertEquals(PYNN_PARAMETERS, names("\n        (\\w+)=", call));
  }

  /** A neuron that resets to its threshold fires without input there. */
  @ParameterizedTest
  @ValueSource(strings = {"nest", "pynn"})
  void resetsToTheThresholdAreRefused(String key) {
    float[] threshold = {1, 2};
    Firing firing =
        new Firing(
            threshold, new float[2], FireRule.AT_THRESHOLD, Reset.ZERO, new float[] {0.5f, 2});
    Population hidden =
        new Population("hidden", Projection.INPUT, matrix(3, 2), IntegrateAndFire.of(firing));
    SpikingNetwork network = NETWORK.withPopulations(List.of(hidden, NETWORK.populations().get(1)));
    ExportedRun run = new ExportedRun(network, SimulationSettings.of(network), false);
    String message =
        assertThrows(IllegalArgumentException.class, () -> run.requireExact(simulator(key)))
            .getMessage();
    assertTrue(
        message.contains(
            "layer hidden resets to its threshold or above, but neurons of "
                + simulator(key).name()
                + " need a reset potential below the threshold"),
        message);
    run.requireExact(new Nengo());
  }

  @Test
  void namesOfNengo() {
    assertEquals(NENGO, names("\\bnengo\\.([A-Za-z_.]+)", program(new Nengo())));
  }
}
