package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /**
   * The weights of one layer.
   *
   * @param shapes that they must have; null for arrays that are not read
   */
  record LayerWeights(List<Hdf5Dataset> datasets, List<Shape> shapes) {
    static LayerWeights of(KerasLayer layer, WeightSource source, List<Shape> shapes)
        throws IOException {
      List<Hdf5Dataset> datasets = source.of(layer);
      if (datasets.size() != shapes.size()) {
        throw layer.refuse(
            "has %d arrays of weights in the file, but its configuration needs %d; the two do not belong together, or a newer Keras has other weights",
            datasets.size(), shapes.size());
      }
      return new LayerWeights(datasets, shapes);
    }

    /** An array, row-major, all its numbers finite. */
    FloatBuffer values(int array) throws IOException {
      Hdf5Dataset dataset = datasets.get(array);
      Shape shape = shapes.get(array);
      long[] expected = shape.sizes().stream().mapToLong(Integer::longValue).toArray();
      boolean one = dataset.shape().length == 0 && shape.values() == 1;
      if (!one && !Arrays.equals(expected, dataset.shape())) {
        throw dataset.fault(
            "has shape %s, but the model's configuration needs %s",
            Arrays.toString(dataset.shape()), shape);
      }
      return dataset.floatingPoint();
    }

    /** Likewise, as an array of our own. */
    float[] floats(int array) throws IOException {
      float[] floats = new float[shapes.get(array).values()];
      values(array).get(0, floats);
      return floats;
    }
  }

  /**
   * Weights as {@code model.weights.h5} has them: {@code layers/max_pooling2d_1/vars/0}, counted
   * for each class of layers (Keras, {@code saving_lib.py}); those of a model within the model
   * below {@code layers/functional/layers}. Keras 2.12 calls these groups {@code
   * _layer_checkpoint_dependencies} and counts every layer with weights twice.
   */
  record ArchiveWeights(Hdf5Group root) implements WeightSource {
    private static final List<String> LAYERS = List.of("layers", "_layer_checkpoint_dependencies");
    private static final String VARIABLES = "vars";

    @Override
    public List<Hdf5Dataset> of(KerasLayer layer) throws IOException {
      List<KerasLayer> path = new ArrayList<>(layer.parents());
      path.add(layer);
      List<Hdf5Group> groups = List.of(root);
      for (KerasLayer step : path) {
        List<Hdf5Group> inner = new ArrayList<>();
        for (Hdf5Group group : groups) {
          inner.addAll(inner(group, step));
        }
        groups = inner;
      }
      for (Hdf5Group group : groups) {
        List<Hdf5Dataset> found = variables(group);
        if (!found.isEmpty()) {
          return found;
        }
      }
      throw layer.refuse(
          "has no weights in the file; call the model once, or model.build, before you save it");
    }

    /** The groups that may be that of a layer. */
    private static List<Hdf5Group> inner(Hdf5Group model, KerasLayer layer) throws IOException {
      List<Hdf5Group> found = new ArrayList<>();
      for (String name : LAYERS) {
        Optional<Hdf5Group> layers = model.optionalGroup(name);
        if (layers.isPresent()) {
          boolean twice =
              layer.twins() > 1
                  && layers.get().optionalGroup(path(layer, 2 * (layer.twins() - 1))).isPresent();
          layers
              .get()
              .optionalGroup(path(layer, twice ? 2 * layer.ordinal() : layer.ordinal()))
              .ifPresent(found::add);
        }
      }
      return found;
    }

    private static String path(KerasLayer layer, int count) {
      return layer.snakeKind() + (count == 0 ? "" : "_" + count);
    }

    private static List<Hdf5Dataset> variables(Hdf5Group layer) throws IOException {
      List<Hdf5Dataset> datasets = new ArrayList<>();
      Optional<Hdf5Group> variables = layer.optionalGroup(VARIABLES);
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
   * legacy_h5_format.py}). A model within the model is one such layer; the paths of its weights end
   * with the layer's name and that of the array.
   */
  final class LegacyWeights implements WeightSource {
    private static final int MAX_PARTS = 1_000;

    private final Hdf5Group weights;
    private final Map<String, List<StoredName>> known = new HashMap<>();

    LegacyWeights(Hdf5Group weights) {
      this.weights = weights;
    }

    /**
     * The path of an array.
     *
     * @param owner what stands before its last part, behind a slash
     */
    private record StoredName(String path, String owner) {
      static StoredName of(String path) {
        return new StoredName(path, "/" + path.substring(0, Math.max(0, path.lastIndexOf('/'))));
      }
    }

    @Override
    public List<Hdf5Dataset> of(KerasLayer layer) throws IOException {
      KerasLayer outer = layer.parents().isEmpty() ? layer : layer.parents().get(0);
      Optional<Hdf5Group> group = below(weights, List.of(outer.name().split("/")));
      layer.refuseIf(
          group.isEmpty(),
          "has no weights in the file; save the whole model again with model.save(\"model.keras\")");
      List<Hdf5Dataset> datasets = new ArrayList<>();
      if (!known.containsKey(outer.name())) {
        List<String> names = names(group.get(), "weight_names");
        known.put(outer.name(), names.stream().map(StoredName::of).toList());
      }
      for (StoredName name : own(layer, known.get(outer.name()))) {
        String path = name.path();
        List<String> parts = List.of(path.split("/", -1));
        int last = parts.size() - 1;
        Hdf5Group parent =
            below(group.get(), parts.subList(0, last))
                .orElseThrow(() -> layer.refuse("lacks its weight %s", Text.printable(path)));
        datasets.add(parent.dataset(parts.get(last)));
      }
      return datasets;
    }

    /** Those that are a layer's own. */
    private static List<StoredName> own(KerasLayer layer, List<StoredName> all) throws IOException {
      if (layer.parents().isEmpty()) {
        return all;
      }
      String model = layer.parents().get(layer.parents().size() - 1).name();
      String last = "/" + layer.name();
      List<StoredName> own = all.stream().filter(name -> name.owner().endsWith(last)).toList();
      List<StoredName> within =
          own.stream().filter(name -> name.owner().endsWith("/" + model + last)).toList();
      List<StoredName> found = within.isEmpty() ? own : within;
      if (found.stream().map(StoredName::owner).distinct().count() > 1) {
        throw layer.refuse(
            "has the name of other layers, whose weights cannot be told from its own; save the model with model.save(\"model.keras\")");
      }
      return found;
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
