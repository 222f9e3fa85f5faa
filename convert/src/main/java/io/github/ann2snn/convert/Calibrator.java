package io.github.ann2snn.convert;

import io.github.ann2snn.convert.Conversion.LayerCorrection;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.scale.ActivationSummary;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Corrects a normalised network so that it does on average, in T steps, what the ANN does (Li et
 * al. 2021, "A Free Lunch From ANN: Towards Efficient, Accurate Spiking Neural Networks
 * Calibration": bias calibration of the light pipeline, potential calibration of the advanced one).
 * Layer by layer, with the layers before already corrected, and with the error of neuron j
 *
 * <pre>e_j = mean(a_j) / lambda_j - mean(spikes_j) / T</pre>
 *
 * <p>over the calibration samples, where mean(a_j) is the ANN's and the spikes are simulated:
 *
 * <pre>b_j &lt;- b_j + e_j        v0_j &lt;- v0_j + T e_j</pre>
 *
 * <p>With both, the error that is left after the bias moves the potential. The output layer only
 * integrates; its error is {@code mean(z_j) / lambda_j - mean(v_j(T) - v0_j) / T} with the ANN's
 * logits z.
 *
 * <p>As in the authors' code, activations above lambda are not clipped, each correction is done
 * once unless more passes are asked for, and the correction is the mean error itself although a
 * neuron at rest does not follow its bias: that is why further passes still find an error. Spikes
 * of -1 are taken off. The authors' code moves the bias of neurons that fire alone; the output
 * layer is corrected here too.
 *
 * <p>The trade-off: mean errors go, those of single samples stay. The correction holds for one T,
 * coding and kind of sample; at another T it is an error of its own, and it makes the network
 * another function than the ANN on purpose.
 */
public final class Calibrator {
  /** Mean errors hardly change with more; the authors take as many. */
  private static final int SAMPLES = 1024;

  private final ActivationSummary expected;
  private final List<LayerScale> scales;
  private final ConversionConfig config;
  private final PopulationMeans means;
  private SpikingNetwork network;

  private Calibrator(
      ActivationSummary expected,
      List<LayerScale> scales,
      ConversionConfig config,
      PopulationMeans means,
      SpikingNetwork network) {
    this.expected = expected;
    this.scales = scales;
    this.config = config;
    this.means = means;
    this.network = network;
  }

  /**
   * @param network the corrected network
   * @param corrections of each layer
   */
  record Calibrated(SpikingNetwork network, List<LayerCorrection> corrections) {}

  /**
   * Corrects what the configuration names.
   *
   * @param all samples to calibrate on, of which the first {@value #SAMPLES} are taken
   * @param network normalised: thresholds are 1
   * @param scales what it was normalised by
   * @throws ConversionRefusedException if the samples cannot be used, see {@link ActivationSummary}
   */
  static Calibrated calibrate(
      Ann ann,
      Split all,
      SpikingNetwork network,
      List<LayerScale> scales,
      ConversionConfig config,
      int threads,
      Progress progress)
      throws ConversionRefusedException, InterruptedException {
    Split samples = all.slice(0, Math.min(SAMPLES, all.size()));
    ActivationSummary expected = ActivationSummary.of(ann, samples);
    SimulationSettings settings = SimulationSettings.of(config.defaults(), config.seed());
    PopulationMeans means = new PopulationMeans(network, settings, samples, threads, progress);
    Calibrator calibrator = new Calibrator(expected, scales, config, means, network);
    List<LayerCorrection> corrections = new ArrayList<>();
    for (int l = 0; l < scales.size(); l++) {
      corrections.add(calibrator.correct(l));
      means.keep(calibrator.network, l);
    }
    return new Calibrated(calibrator.network, corrections);
  }

  private LayerCorrection correct(int l) throws InterruptedException {
    LayerCorrection.Size bias = LayerCorrection.Size.ZERO;
    LayerCorrection.Size potential = LayerCorrection.Size.ZERO;
    boolean output = l == scales.size() - 1;
    Calibration calibration = config.calibration();
    if (calibration.correctsBiases()) {
      bias = repeat(l, ShiftedLayer::bias, 1);
    }
    // Neurons that only integrate have no error left behind their bias.
    if (calibration.correctsPotentials() && !(output && calibration.correctsBiases())) {
      potential = repeat(l, ShiftedLayer::potential, config.defaults().timesteps());
    }
    return new LayerCorrection(network.populations().get(l).name(), bias, potential);
  }

  /**
   * Makes a correction as often as is asked for, with the error that is left each time.
   *
   * @param factor of the error
   */
  private LayerCorrection.Size repeat(
      int l, BiFunction<Population, double[], ShiftedLayer> correction, int factor)
      throws InterruptedException {
    double[] all = new double[network.populations().get(l).size()];
    for (int pass = 0; pass < config.passes(); pass++) {
      double[] wanted = Arrays.stream(error(l)).map(error -> error * factor).toArray();
      ShiftedLayer shifted = correction.apply(network.populations().get(l), wanted);
      List<Population> layers = new ArrayList<>(network.populations());
      layers.set(l, shifted.layer());
      network = network.withPopulations(layers);
      Arrays.setAll(all, j -> all[j] + shifted.shift()[j]);
    }
    return LayerCorrection.Size.of(all);
  }

  private double[] error(int l) throws InterruptedException {
    double[] error = expected.mean(l);
    double[] actual = l < scales.size() - 1 ? means.rates(network, l) : currents();
    float[] lambda = scales.get(l).lambda();
    Arrays.setAll(error, j -> error[j] / lambda[j] - actual[j]);
    return error;
  }

  /** Mean input of the output neurons per step. */
  private double[] currents() throws InterruptedException {
    double[] currents = means.potentials(network);
    float[] initial = network.output().neurons().firing().initialPotential();
    Arrays.setAll(currents, j -> (currents[j] - initial[j]) / config.defaults().timesteps());
    return currents;
  }

  /**
   * A layer whose neurons were moved by a wanted shift each; what each kind of connection can take
   * of it is known here alone.
   *
   * @param layer the layer after the shift
   * @param shift what each bias or initial potential was moved by
   */
  private record ShiftedLayer(Population layer, double[] shift) {
    /**
     * Adds to the biases of the first projection; neurons that share a bias get the mean of what
     * they want.
     */
    static ShiftedLayer bias(Population layer, double[] perNeuron) {
      List<Projection> projections = new ArrayList<>(layer.projections());
      Connection connection = projections.get(0).connection();
      float[] bias = connection.bias();
      int sharing = perNeuron.length / bias.length;
      double[] shift = new double[perNeuron.length];
      for (int c = 0; c < bias.length; c++) {
        double mean = Arrays.stream(perNeuron, c * sharing, (c + 1) * sharing).average().orElse(0);
        bias[c] += (float) mean;
        Arrays.fill(shift, c * sharing, (c + 1) * sharing, mean);
      }
      Connection moved = connection.withParameters(connection.weight(), bias);
      projections.set(0, projections.get(0).withConnection(moved));
      return new ShiftedLayer(layer.withProjections(projections), shift);
    }

    /** Adds to initial potentials. */
    static ShiftedLayer potential(Population layer, double[] perNeuron) {
      Firing firing = layer.neurons().firing();
      float[] initial = firing.initialPotential();
      for (int j = 0; j < initial.length; j++) {
        initial[j] += (float) perNeuron[j];
      }
      Firing moved =
          new Firing(
              firing.threshold(),
              initial,
              firing.rule(),
              firing.reset(),
              firing.resetPotential(),
              firing.negative());
      return new ShiftedLayer(layer.withNeurons(layer.neurons().withFiring(moved)), perNeuron);
    }
  }
}
