package io.github.ann2snn.examples;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.api.Converter;
import io.github.ann2snn.api.Evaluation;
import io.github.ann2snn.api.Evaluator;
import io.github.ann2snn.api.Model;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.report.energy.EnergyProfiles.AnalogueFirstLayer;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Asks whether a network saves energy on a device that is described in a file. */
public final class OwnDevice {
  private OwnDevice() {}

  /** Which of two numbers is the larger: sums in the hidden layer, their difference decides. */
  private static AnnGraph larger() {
    AnnGraph.Builder graph = new AnnGraph.Builder();
    int input = graph.add("input", Input.of(Shape.of(2)));
    int sums = graph.add("hidden", new Dense(2, new float[] {1, 0, 0, 1}, new float[2]), input);
    int hidden = graph.add("relu", Relu.plain(), sums);
    graph.add("output", new Dense(2, new float[] {1, -1, -1, 1}, new float[2]), hidden);
    return graph.build();
  }

  private static Samples points(int number, long seed) {
    Random random = new Random(seed);
    float[][] points = new float[number][2];
    int[] labels = new int[number];
    for (int i = 0; i < number; i++) {
      points[i] = new float[] {random.nextInt(9) / 8f, random.nextInt(8) / 8f + 1 / 16f};
      labels[i] = points[i][0] > points[i][1] ? 0 : 1;
    }
    return Samples.of(points, labels, 2).named("points");
  }

  /**
   * Asks.
   *
   * @param args the device's file, such as {@code examples/src/main/resources/my-chip.json}
   */
  public static void main(String[] args) throws Exception {
    EnergyProfiles devices = EnergyProfiles.with(List.of(Path.of(args[0])));
    ConversionSettings settings =
        ConversionSettings.automatic().withDevice(devices.wanted().orElseThrow());

    Model model = Model.of(larger());
    Conversion conversion = Converter.with(settings).convert(model, points(600, 1));
    Evaluation evaluation =
        Evaluator.of(conversion.network())
            .withEnergy(new EnergySettings(devices, AnalogueFirstLayer.ONCE))
            .comparedWith(model)
            .run(points(400, 2));

    System.out.println(evaluation.verdict());
    evaluation
        .energy()
        .subList(0, 3)
        .forEach(
            device ->
                System.out.println(
                    Text.of("%s: %.4f nJ a sample", device.profile(), device.snnNanojoules())));
  }
}
