package io.github.ann2snn.interop.keras;

import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weights as HDF5 models have them: below {@code model_weights} a group for each layer, whose
 * attribute {@code weight_names} has the paths of its weights (Keras, {@code legacy_h5_format.py}).
 */
record LegacyWeights(Hdf5Group weights) implements WeightSource {
  private static final int MAX_PARTS = 1_000;

  @Override
  public List<Hdf5Dataset> of(KerasLayer layer) throws IOException {
    Optional<Hdf5Group> group = below(weights, List.of(layer.name().split("/")));
    if (group.isEmpty()) {
      throw layer.refuse(
          "has no weights in the file; save the whole model again with model.save(\"model.keras\")");
    }
    List<Hdf5Dataset> datasets = new ArrayList<>();
    for (String path : names(group.get(), "weight_names")) {
      List<String> parts = List.of(path.split("/", -1));
      int last = parts.size() - 1;
      Hdf5Group parent =
          below(group.get(), parts.subList(0, last))
              .orElseThrow(() -> layer.refuse("lacks its weight " + KerasLayer.printable(path)));
      datasets.add(parent.dataset(parts.get(last)));
    }
    return datasets;
  }

  private static Optional<Hdf5Group> below(Hdf5Group group, List<String> path) throws IOException {
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
