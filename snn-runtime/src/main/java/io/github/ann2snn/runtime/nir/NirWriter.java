package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a network file (NIR in HDF5; Pedersen et al. 2024, "Neuromorphic intermediate
 * representation", Nature Communications 15, 8122). The same network gives the same bytes.
 *
 * <p>The graph is {@code input}, then what leads to population 0: {@code maxpool_0} and {@code
 * pool_0} if it pools, {@code conv_0} or {@code affine_0}, {@code flatten_0} before the latter if
 * what comes in has more than one dimension, and its neurons {@code if_0}, {@code lif_0} or {@code
 * cubalif_0} ({@code i_0} or {@code li_0} where the output only integrates), and so on, then {@code
 * output}. The nodes of projection k of population p, from the second on, are named {@code
 * conv_p_k} and so on; edges stand in the order of the projections. A shortcut is an edge or has
 * nodes ({@link ShortcutWeights}); {@code recurrent_0} leads from neurons back to them. Maps of one
 * row are series ({@link GraphLayout}). Weights are float32 {@code [outputs, inputs]} or {@code
 * [outputs, inputs / groups, kernel height, kernel width]}, neuron parameters float32 of the shape
 * of the neurons, potentials in units of the threshold's, {@code tau} and {@code dt} in seconds. Of
 * an integer network weights are int8 or int16, and biases and potentials int16. A bias that
 * depends on the position has the shape of the neurons, so that other readers refuse it rather than
 * compute something else. What NIR has no field for is metadata, which other readers ignore:
 *
 * <ul>
 *   <li>of a convolution whose sides are padded differently: {@code kernel_zeros} and {@code
 *       padding_sides} ({@link KernelZeros});
 *   <li>of a shortcut with weights: {@code paths} and {@code places} ({@link ShortcutWeights});
 *   <li>of a neuron node: {@code layer}, {@code reset} ({@code subtract}, {@code zero}), {@code
 *       spike_condition} ({@code >=}, {@code >}) and {@code v_init}; of one of signed neurons,
 *       which has the dataset {@code signed} so that other readers refuse it, {@code
 *       v_threshold_negative} and, unless they never give less than 0, {@code v_price_negative}
 *       ({@link io.github.ann2snn.runtime.neuron.Negative});
 *   <li>of the graph: {@code arithmetic} ({@code int8}, {@code int16}; none for single precision),
 *       {@code dt}, {@code time_steps}, {@code input_coding}, {@code readout}, {@code producer},
 *       {@code format} ({@code ann2snn.network/1}: the rules of this list; {@code /2} where neurons
 *       are signed) and {@code provenance_<key>}, with the key percent-encoded.
 * </ul>
 */
public final class NirWriter {
  /** The release of NIR whose reset rule and layout the file follows. */
  private static final String NIR_VERSION = "1.0.7";

  private NirWriter() {}

  /**
   * Writes {@code network} to a temporary file beside {@code target}, reads that back, and moves it
   * into place. On any failure an older {@code target} stays as it was.
   *
   * @param network to write
   * @param target the file, which is replaced if there is one; its folder exists
   * @throws BadFileException if the network has a text, a shape, a padding or a shortcut that the
   *     file cannot hold, or {@code target} is a directory or its folder does not exist
   * @throws IOException if the disk is full or the folder cannot be written
   */
  public static void write(SpikingNetwork network, Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (Files.isDirectory(target) || folder == null) {
      throw new BadFileException(target + ": is a directory, expected a file to write");
    }
    BadFileException.when(
        !Files.isDirectory(folder), "%s: the folder to write to does not exist", target);
    Hdf5Content content = content(network, target);
    AtomicFile.write(
        target,
        temporary -> {
          content.writeTo(temporary);
          verify(network, temporary, target);
        });
  }

  private static Hdf5Content content(SpikingNetwork network, Path target) throws BadFileException {
    if (network.inputShape().isEmpty()) {
      throw new BadFileException(target + ": the input shape [] is empty, NIR needs a size");
    }
    Hdf5Content root = Hdf5Content.empty();
    try {
      root.putText(NirNames.VERSION, NIR_VERSION);
      GraphWriter.write(network, root.group(NirNames.GRAPH));
    } catch (BadFileException e) {
      throw new BadFileException(target + ": " + e.getMessage(), e);
    }
    return root;
  }

  /** The HDF5 library calls its writing alpha, and writes some content silently wrong. */
  private static void verify(SpikingNetwork network, Path temporary, Path target)
      throws IOException {
    if (!NirReader.network(temporary).equals(network)) {
      throw new BadFileException(
          target + ": what was written does not read back equal; the file was not made");
    }
  }
}
