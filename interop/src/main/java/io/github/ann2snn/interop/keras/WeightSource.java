package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.train.array.ArrayMemory;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the weights of layers are. */
@FunctionalInterface
interface WeightSource {
  /**
   * Those of a layer, in the order in which Keras makes them: kernel, bias; or gamma, beta, mean,
   * variance.
   *
   * @throws IOException if they are missing
   */
  List<Hdf5Dataset> of(KerasLayer layer) throws IOException;

  /** The weights of one layer, taken in order, one at a time. */
  record LayerWeights(Iterator<Hdf5Dataset> datasets) {
    /**
     * Those of a layer.
     *
     * @param count how many arrays it must have
     */
    static LayerWeights of(KerasLayer layer, WeightSource source, int count) throws IOException {
      List<Hdf5Dataset> datasets = source.of(layer);
      if (datasets.size() != count) {
        throw layer.refuse(
            "has %d arrays of weights in the file, but its configuration needs %d; the two do not belong together, or a newer Keras has other weights",
            datasets.size(), count);
      }
      return new LayerWeights(datasets.iterator());
    }

    /** The next array, row-major, all its numbers finite. */
    FloatBuffer next(int... shape) throws IOException {
      Hdf5Dataset dataset = datasets.next();
      long[] expected = Arrays.stream(shape).asLongStream().toArray();
      if (!Arrays.equals(expected, dataset.shape())) {
        throw dataset.fault(
            "has shape %s, but the model's configuration needs %s",
            Arrays.toString(dataset.shape()), Arrays.toString(expected));
      }
      return dataset.floatingPoint();
    }

    /** Copies the next array into the biases of a layer of DL4J. */
    void nextBias(Layer target, int size) throws IOException {
      INDArray bias = target.getParam(DefaultParamInitializer.BIAS_KEY);
      ArrayMemory.floats(bias).put(0, next(size), 0, size);
    }
  }

  /**
   * Weights as {@code model.weights.h5} has them: {@code layers/max_pooling2d_1/vars/0}, counted
   * for each class of layers (Keras, {@code saving_lib.py}). Keras 2.12 calls the outer group
   * {@code _layer_checkpoint_dependencies} and counts every layer with weights twice.
   */
  record ArchiveWeights(Hdf5Group root) implements WeightSource {
    private static final String LAYERS = "layers";
    private static final String OLD_LAYERS = "_layer_checkpoint_dependencies";
    private static final String VARIABLES = "vars";

    @Override
    public List<Hdf5Dataset> of(KerasLayer layer) throws IOException {
      for (String outer : List.of(LAYERS, OLD_LAYERS)) {
        Optional<Hdf5Group> layers = root.optionalGroup(outer);
        if (layers.isPresent()) {
          List<Hdf5Dataset> found = variables(layers.get(), layer);
          if (!found.isEmpty()) {
            return found;
          }
        }
      }
      throw layer.refuse(
          "has no weights in the file; call the model once, or model.build, before you save it");
    }

    private static List<Hdf5Dataset> variables(Hdf5Group layers, KerasLayer layer)
        throws IOException {
      boolean twice =
          layer.twins() > 1 && !variables(layers, path(layer, 2 * (layer.twins() - 1))).isEmpty();
      return variables(layers, path(layer, twice ? 2 * layer.ordinal() : layer.ordinal()));
    }

    private static String path(KerasLayer layer, int count) {
      return layer.snakeKind() + (count == 0 ? "" : "_" + count);
    }

    private static List<Hdf5Dataset> variables(Hdf5Group layers, String name) throws IOException {
      List<Hdf5Dataset> datasets = new ArrayList<>();
      Optional<Hdf5Group> variables = LegacyWeights.below(layers, List.of(name, VARIABLES));
      if (variables.isPresent()) {
        Optional<Hdf5Dataset> dataset = variables.get().optionalDataset("0");
        while (dataset.isPresent()) {
          datasets.add(dataset.get());
          dataset = variables.get().optionalDataset(String.valueOf(datasets.size()));
        }
      }
      return datasets;
    }
  }

  /**
   * Weights as HDF5 models have them: below {@code model_weights} a group for each layer, whose
   * attribute {@code weight_names} has the paths of its weights (Keras, {@code
   * legacy_h5_format.py}).
   */
  record LegacyWeights(Hdf5Group weights) implements WeightSource {
    private static final int MAX_PARTS = 1_000;

    @Override
    public List<Hdf5Dataset> of(KerasLayer layer) throws IOException {
      Optional<Hdf5Group> group = below(weights, List.of(layer.name().split("/")));
      layer.refuseIf(
          group.isEmpty(),
          "has no weights in the file; save the whole model again with model.save(\"model.keras\")");
      List<Hdf5Dataset> datasets = new ArrayList<>();
      for (String path : names(group.get(), "weight_names")) {
        List<String> parts = List.of(path.split("/", -1));
        int last = parts.size() - 1;
        Hdf5Group parent =
            below(group.get(), parts.subList(0, last))
                .orElseThrow(() -> layer.refuse("lacks its weight %s", KerasLayer.printable(path)));
        datasets.add(parent.dataset(parts.get(last)));
      }
      return datasets;
    }

    private static Optional<Hdf5Group> below(Hdf5Group group, List<String> path)
        throws IOException {
      Optional<Hdf5Group> found = Optional.of(group);
      for (String name : path) {
        if (found.isPresent()) {
          found = found.get().optionalGroup(name);
        }
      }
      return found;
    }

    /** Keras splits lists that are too long for one attribute. */
    private static List<String> names(Hdf5Group group, String attribute) throws IOException {
      List<String> names = new ArrayList<>(group.attributeTexts(attribute));
      for (int part = 0; part < MAX_PARTS; part++) {
        List<String> more = group.attributeTexts(attribute + part);
        if (more.isEmpty()) {
          break;
        }
        names.addAll(more);
      }
      return names;
    }
  }
}
