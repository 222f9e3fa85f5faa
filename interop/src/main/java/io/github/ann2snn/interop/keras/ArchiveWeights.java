package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weights as {@code model.weights.h5} has them: {@code layers/max_pooling2d_1/vars/0}, counted for
 * each class of layers (Keras, {@code saving_lib.py}). Keras 2.12 calls the outer group {@code
 * _layer_checkpoint_dependencies} and counts every layer with weights twice.
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
    Optional<Hdf5Group> group = layers.optionalGroup(name);
    Optional<Hdf5Group> variables = group.isEmpty() ? group : group.get().optionalGroup(VARIABLES);
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
