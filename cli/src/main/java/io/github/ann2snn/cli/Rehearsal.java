package io.github.ann2snn.cli;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.api.Converter;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.datasets.idx.IdxFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Runs the commands that train nothing on a network of a few neurons, so that the JVM can list the
 * classes that these load: of that list, the launcher has it make an archive, from which they start
 * faster.
 */
final class Rehearsal {
  private static final int SIDE = 2;
  private static final int INPUTS = SIDE * SIDE;
  private static final int NEURONS = 160;
  private static final int CLASSES = 2;
  private static final int SAMPLES = 600;

  private Rehearsal() {}

  /** Runs the commands with files in a folder that the caller deletes. */
  public static void main(String[] args) throws Exception {
    Main.main(new String[] {"--version"});
    Path folder = Path.of(args[0]);
    Path network = folder.resolve("network.nir");
    Path results = folder.resolve("results.json");
    String data = "idx:" + folder;
    writeSamples(folder);
    Dataset samples = new DatasetLoader(DatasetOptions.DEFAULTS).load(data);
    // As by default, so that it says how it is to be run, and why.
    Converter.with(ConversionSettings.automatic())
        .convert(graph(), Samples.training(samples))
        .write(network);
    run("evaluate", "" + network, "--dataset", data, "--out", "" + results);
    run("evaluate", "" + network, "--dataset", data, "--json", "--timesteps=2", "--readout=spikes");
    run("report", "" + results, "--out", "" + folder.resolve("report.html"));
    run("inspect", "" + network);
    run("help", "evaluate");
  }

  private static void run(String... command) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(said, false, StandardCharsets.UTF_8);
    Terminal.Display display = new Terminal.Display(false, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(nowhere, err, false, Map.of(), display, false);
    int exitCode = new Ann2Snn(terminal).execute(command);
    if (exitCode != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + ": " + said.toString(StandardCharsets.UTF_8));
    }
  }

  private static AnnGraph graph() {
    AnnGraph.Builder graph = new AnnGraph.Builder();
    int input = graph.add("input", Input.of(Shape.of(INPUTS)));
    int sums = graph.add("hidden", layer(INPUTS, NEURONS), input);
    int hidden = graph.add("relu", Relu.plain(), sums);
    graph.add("output", layer(NEURONS, CLASSES), hidden);
    return graph.build();
  }

  private static Dense layer(int inputs, int outputs) {
    float[] weights = new float[inputs * outputs];
    Random random = new Random(outputs);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat() - 0.5f;
    }
    return new Dense(outputs, weights, new float[outputs]);
  }

  /** Images of two classes, to learn and to test. */
  private static void writeSamples(Path folder) throws IOException {
    byte[] pixels = new byte[SAMPLES * INPUTS];
    new Random(1).nextBytes(pixels);
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length).putInt(0x803).putInt(SAMPLES);
    images.putInt(SIDE).putInt(SIDE).put(pixels);
    ByteBuffer labels = ByteBuffer.allocate(8 + SAMPLES).putInt(0x801).putInt(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      labels.put((byte) (i % CLASSES));
    }
    for (String name : IdxFolder.FILE_NAMES) {
      Path file = folder.resolve(name + ".gz");
      try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
        packed.write((name.contains("images") ? images : labels).array());
      }
    }
  }
}
