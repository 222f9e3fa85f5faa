package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code Scale} on a shortcut, and behind one of several connections. */
class NirScaleTest extends RefusedGraphs {
  private static final FeatureMaps VECTOR = new FeatureMaps(2, 1, 1);

  @Test
  void aScaleIsAnIdentityWithWeights() throws IOException {
    GraphFile graph =
        residual(edges(RESIDUAL, "lif_0>if_2", "lif_0>scale", "scale>if_2"))
            .node("scale", "Scale")
            .with("scale/scale", new float[] {0.5f, 3});
    assertEquals(
        OneToOne.identity(VECTOR, new float[] {0.5f, 3}),
        projections(graph, 1).get(1).connection());
    graph.with("scale/scale", new float[] {4});
    assertEquals(
        OneToOne.identity(VECTOR, new float[] {4, 4}), projections(graph, 1).get(1).connection());
  }

  @Test
  void aScaleBehindWeightsOfSeveralIsMultipliedIntoThem() throws IOException {
    GraphFile graph =
        residual(edges(RESIDUAL, "main>if_2", "main>scale", "scale>if_2"))
            .node("scale", "Scale")
            .with("scale/scale", new float[] {2, 3});
    NirFile file = read(graph);
    assertEquals(
        new Affine(2, 2, new float[] {2, -2, 1.5f, 6}, new float[] {0.5f, 0}),
        projections(file.network(), 1).get(1).connection());
    assertTrue(
        file.notes().contains("scale: multiplied into the weights of main, rounded to float32"),
        file.notes().toString());
  }

  /** Weights that differ within a channel make a vector of the maps. */
  @Test
  void aScaleOfMapsHasAWeightPerChannelOrPerValue() throws IOException {
    float[] scale = new float[20];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = i < 10 ? 0.5f : 2;
    }
    GraphFile graph = scaledMaps(scale);
    assertEquals(
        OneToOne.identity(new FeatureMaps(2, 2, 5), new float[] {0.5f, 2}),
        projections(graph, 1).get(0).connection());
    scale[3] = 7;
    GraphFile flat =
        scaledMaps(scale)
            .without("pool")
            .with("affine_1/weight", new float[1][20])
            .edges(
                "input>conv",
                "conv>if_0",
                "if_0>scale",
                "scale>if_2",
                "if_2>flatten",
                "flatten>affine_1",
                "affine_1>if_1",
                "if_1>output");
    assertEquals(
        OneToOne.identity(new FeatureMaps(20, 1, 1), scale),
        projections(flat, 1).get(0).connection());
  }

  private static GraphFile scaledMaps(float[] scale) {
    return neurons(images(), "if_2")
        .node("scale", "Scale")
        .with("scale/scale", scale)
        .edges(
            "input>conv",
            "conv>if_0",
            "if_0>scale",
            "scale>if_2",
            "if_2>pool",
            "pool>flatten",
            "flatten>affine_1",
            "affine_1>if_1",
            "if_1>output");
  }
}
