package io.github.ann2snn.cli;

import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the commands that train nothing on a network of a few neurons, so that the JVM can list the
 * classes that these load: of that list, the launcher has it make an archive, from which they start
 * faster. Says nothing.
 */
final class Rehearsal {
  private static final int INPUTS = 4;
  private static final int NEURONS = 160;

  private Rehearsal() {}

  /** Runs the commands with files in a folder that the caller deletes. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Path folder = Path.of(args[0]);
    Path network = folder.resolve("network.nir");
    Path results = folder.resolve("results.json");
    NirWriter.write(network(), network);
    writeSamples(folder);
    String data = "--dataset=idx:" + folder;
    run("--version");
    run("evaluate", "" + network, data, "--out", "" + results);
    run("evaluate", "" + network, data, "--json", "--timesteps=2", "--readout=spikes");
    run("report", "" + results, "--out", "" + folder.resolve("report.html"));
    run("inspect", "" + network);
    run("help", "evaluate");
  }

  private static void run(String... command) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal.Display display = new Terminal.Display(false, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(nowhere, nowhere, false, Map.of(), display, false);
    new Ann2Snn(terminal).execute(command);
  }

  private static SpikingNetwork network() {
    return new SpikingNetwork(
        List.of(INPUTS),
        List.of(layer("hidden", Projection.INPUT, INPUTS, NEURONS), layer("output", 0, NEURONS, 2)),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private static Population layer(String name, int source, int inputs, int outputs) {
    float[] weights = new float[inputs * outputs];
    Arrays.fill(weights, 0.5f);
    Firing firing = Firing.unit(outputs, 0, Reset.SUBTRACT);
    Affine affine = new Affine(inputs, outputs, weights, new float[outputs]);
    return new Population(name, source, affine, IntegrateAndFire.of(firing));
  }

  /** Two images of two classes, to learn and to test. */
  private static void writeSamples(Path folder) throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 0, 1};
    byte[] pixels = {0, -1, 0, 100, 50, 0, -1, 0};
    byte[] all = ByteBuffer.allocate(images.length + pixels.length).put(images).put(pixels).array();
    for (String name : IdxFolder.FILE_NAMES) {
      Files.write(folder.resolve(name), name.contains("images") ? all : labels);
    }
  }
}
