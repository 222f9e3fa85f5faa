package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.report.simulation.SimulationPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Documents of a simulation, with series beside them that are as they should be. */
class SimulationFileFuzzTest extends ResultsFuzzContract {
  private static final String DOCUMENT =
      """
      {"schema": "ann2snn.simulation/1", "kind": "stdp",
       "settings": {"neurons": 2, "dt": "1ms", "simulated": "3ms", "steps": 3},
       "results": {"spikes": 1, "membrane": {"tauMs": 10.0, "restMv": -70, "resistanceMegohm": 10,
         "thresholdMv": -50, "resetMv": -70, "refractoryMs": 5}},
       "files": ["spikes.csv", "rates.csv", "potentials.csv", "weights.csv", "window.csv"]}
      """;

  @Override
  protected List<byte[]> seeds() throws IOException {
    write("spikes.csv", "neuron,time_ms\n1,2.0\n");
    write("rates.csv", "neuron,current_nA,spikes,settled_rate_Hz\n0,2,0,0\n1,3,1,0\n");
    write("potentials.csv", "time_ms,V_0_mV\n0,-70\n1,-69\n2,-68\n");
    write("weights.csv", "from,to,before_mV,after_mV\n0,1,0.02,0.01\n");
    write("window.csv", "delta_t_ms,change_mV,formula_mV\n-1,-0.01,-0.01\n0,0.01,0.01\n");
    return List.of(DOCUMENT.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  @Override
  protected Object read(Path file) throws IOException {
    return SimulationPage.read(file);
  }
}
