package io.github.ann2snn.convert;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.GraphAnn;
import io.github.ann2snn.convert.scale.ActivationScales;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Converts one network many times, to find out which settings suit it. The networks are those of
 * {@link Converter} to the last bit, but activations are measured once for each percentile, and
 * nothing is certified: what is kept in the end must go through the converter.
 */
public final class TrialConverter {
  private static final int KEPT = 8;

  private final Ann ann;
  private final Dataset dataset;
  private final Split calibration;
  private final ActivationScales scales;
  private final int threads;
  private final Progress progress;

  /** The networks that were corrected last. */
  private final Map<ConversionConfig, SpikingNetwork> corrected = new LinkedHashMap<>();

  /** Converts in silence. */
  public TrialConverter(AnnGraph graph, Dataset dataset, ConversionConfig config)
      throws ConversionRefusedException {
    this(graph, dataset, config, 1, Progress.NONE);
  }

  /**
   * @param graph to convert; takes the samples of the data set
   * @param dataset whose training samples calibrate
   * @param config its seed and number of samples choose them, as in {@link Converter}
   * @param threads that run it, at least 1
   * @param progress hears of each pass over samples
   * @throws ConversionRefusedException if it has a layer that no spiking network can stand for
   */
  public TrialConverter(
      AnnGraph graph, Dataset dataset, ConversionConfig config, int threads, Progress progress)
      throws ConversionRefusedException {
    this.ann = new GraphAnn(graph, config.maxPooling(), config.signed(), threads, progress);
    this.dataset = dataset;
    this.calibration = Converter.calibrationSamples(dataset, config);
    this.scales = new ActivationScales(ann, calibration);
    this.threads = threads;
    this.progress = progress;
  }

  /** Number of layers with weights. */
  public int layers() {
    return ann.layers().size();
  }

  /** The samples that activations are measured on; nothing else should be decided on them. */
  public Split calibrationSamples() {
    return calibration;
  }

  /**
   * Converts, with the seed and the number of samples given at first.
   *
   * @throws ConversionRefusedException if a layer never activates on the calibration samples
   */
  public SpikingNetwork convert(ConversionConfig config)
      throws ConversionRefusedException, InterruptedException {
    ConversionConfig settled = config.settledFor(ann);
    if (corrected.containsKey(settled)) {
      return corrected.get(settled);
    }
    List<LayerScale> measured = scales.of(settled);
    SpikingNetwork network = Normalizer.normalize(ann.layers(), measured, dataset.shape(), settled);
    return settled.calibration().corrects() ? correct(settled, network, measured) : network;
  }

  /** Corrections are simulated, and a search asks for the same ones with other samples. */
  private SpikingNetwork correct(
      ConversionConfig settled, SpikingNetwork network, List<LayerScale> measured)
      throws ConversionRefusedException, InterruptedException {
    SpikingNetwork made =
        Calibrator.calibrate(ann, calibration, network, measured, settled, threads, progress)
            .network();
    if (corrected.size() == KEPT) {
      corrected.remove(corrected.keySet().iterator().next());
    }
    corrected.put(settled, made);
    return made;
  }

  /** Whether the model has scales of its own, which leave no choice of a normalisation. */
  public boolean hasOwnScales() {
    return IntStream.range(0, layers()).anyMatch(l -> ann.quantization(l).isPresent());
  }
}
