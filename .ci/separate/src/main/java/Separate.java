import io.github.ann2snn.ann.Models;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.convert.Conversion;
import io.github.ann2snn.convert.Converter;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.digits.Digits;
import io.github.ann2snn.report.text.TextStyle;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads an ONNX file, converts it with the built-in digits, writes the network, reads it and runs it. */
public final class Separate {
  private Separate() {}

  public static void main(String[] args) throws Exception {
    AnnGraph model = Models.read(Path.of(args[0]), ModelOptions.NONE).forPixels(ModelOptions.NONE);
    Dataset digits = Digits.load();
    ConversionConfig settings =
        new ConversionConfig(
            Normalization.PERCENTILE,
            99.9,
            0.5,
            Reset.SUBTRACT,
            500,
            42,
            new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
            Calibration.NONE,
            List.of(),
            MaxPooling.GATE);
    Conversion conversion = new Converter(settings, 2).convert(model, digits, Map.of());
    Path file = Path.of(args[1]);
    NirWriter.write(conversion.network(), file);
    SpikingNetwork network = NirReader.network(file);
    Evaluation evaluation =
        new Evaluator(new EventDrivenSimulator(network), 2)
            .evaluate(digits.test().slice(0, 100), done -> {});
    System.out.printf(
        "%d inputs, %d outputs, %d samples, p = %s, colours: %s%n",
        network.inputs(),
        network.outputs(),
        evaluation.samples(),
        PairedCounts.mcnemar(3, 1),
        TextStyle.PLAIN.colors());
    if (new PairedCounts(100, 98, 3, 1).upperBound(0.95) <= 0.02) {
      throw new IllegalStateException("no margin for chance");
    }
  }
}
