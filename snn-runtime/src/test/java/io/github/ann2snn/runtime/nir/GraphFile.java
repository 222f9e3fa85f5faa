package io.github.ann2snn.runtime.nir;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A NIR file made dataset by dataset with the HDF5 library alone, valid until a test changes it: 3
 * inputs, an affine layer of 2 leaky neurons, an affine layer of 1 neuron.
 */
public final class GraphFile {
  private final Map<String, Object> datasets = new TreeMap<>();

  GraphFile() {
    datasets.put("node/type", "NIRGraph");
    edges("input>affine_0", "affine_0>lif_0", "lif_0>affine_1", "affine_1>if_1", "if_1>output");
    node("input", "Input").with("input/shape", new long[] {3});
    node("affine_0", "Affine")
        .with("affine_0/weight", new float[][] {{1, 2, 3}, {4, 5, 6}})
        .with("affine_0/bias", new float[] {-1, 1});
    node("lif_0", "LIF")
        .with("lif_0/tau", new float[] {0.5f, 0.25f})
        .with("lif_0/r", new float[] {2, 3})
        .with("lif_0/v_leak", new float[] {0.5f, -0.5f})
        .with("lif_0/v_threshold", new float[] {1, 2})
        .with("lif_0/v_reset", new float[] {-0.5f, 0.25f});
    node("affine_1", "Affine")
        .with("affine_1/weight", new float[][] {{7, 8}})
        .with("affine_1/bias", new float[] {0});
    node("if_1", "IF").with("if_1/r", new float[] {1}).with("if_1/v_threshold", new float[] {1});
    node("output", "Output").with("output/shape", new long[] {1});
  }

  public GraphFile node(String name, String type) {
    return with(name + "/type", type);
  }

  /** Puts a dataset, by its path below {@code /node/nodes}. */
  public GraphFile with(String path, Object value) {
    datasets.put("node/nodes/" + path, value);
    return this;
  }

  /** Puts a dataset into the graph's metadata. */
  GraphFile withMetadata(String key, Object value) {
    datasets.put("node/metadata/" + key, value);
    return this;
  }

  /** Puts a dataset by its full path, or takes it away where {@code value} is null. */
  GraphFile withPath(String path, Object value) {
    datasets.put(path, value);
    return this;
  }

  /** Takes away a dataset or all of a node, by its path below {@code /node/nodes}. */
  GraphFile without(String path) {
    datasets.keySet().removeIf(key -> (key + "/").startsWith("node/nodes/" + path + "/"));
    return this;
  }

  /** Replaces all edges, each {@code from>to}. */
  public GraphFile edges(String... edges) {
    String[][] pairs = new String[edges.length][];
    for (int i = 0; i < edges.length; i++) {
      int arrow = edges[i].indexOf('>');
      pairs[i] = new String[] {edges[i].substring(0, arrow), edges[i].substring(arrow + 1)};
    }
    datasets.put("node/edges", pairs);
    return this;
  }

  /** Puts a node right behind the input. */
  GraphFile behindInput(String name, String type) {
    return node(name, type)
        .edges(
            "input>" + name,
            name + ">affine_0",
            "affine_0>lif_0",
            "lif_0>affine_1",
            "affine_1>if_1",
            "if_1>output");
  }

  /** Writes it to {@code file}. */
  Path writeTo(Path file) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      Map<String, WritableGroup> groups = new HashMap<>(Map.of("", hdf));
      datasets.forEach(
          (path, value) -> {
            if (value != null) {
              group(groups, parent(path)).putDataset(name(path), value);
            }
          });
    }
    return file;
  }

  private static WritableGroup group(Map<String, WritableGroup> groups, String path) {
    WritableGroup known = groups.get(path);
    if (known == null) {
      known = group(groups, parent(path)).putGroup(name(path));
      groups.put(path, known);
    }
    return known;
  }

  private static String parent(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
