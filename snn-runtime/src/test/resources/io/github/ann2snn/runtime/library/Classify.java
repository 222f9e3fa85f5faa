import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.nio.file.Path;

/** The example of docs/interop.md. */
public final class Classify {
  private Classify() {}

  /** Classifies a sample of zeros with the network file that is named. */
  public static void main(String[] args) throws Exception {
    SpikingNetwork network = NirReader.network(Path.of(args[0]));
    float[] pixels = new float[network.inputs()];
    Simulator simulator = new EventDrivenSimulator(network);
    int digit = simulator.classify(pixels);
    System.out.println(digit);
  }
}
