package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.datasets.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ANN's activations for some samples, kept. */
record AnnBatch(List<float[][]> activations) {
  /** How many samples are worth running at once. */
  static final int SAMPLES = 512;

  /** Runs the ANN. */
  static AnnBatch of(ConvertedPair pair, Split samples) {
    int[] outputs =
        pair.network().layers().stream().mapToInt(layer -> layer.neurons().neurons()).toArray();
    List<float[][]> kept = new ArrayList<>();
    pair.ann()
        .run(
            samples,
            (rows, inputs, activations) -> {
              for (int row = 0; row < rows; row++) {
                kept.add(row(activations, outputs, row));
              }
            });
    return new AnnBatch(kept);
  }

  private static float[][] row(float[][] activations, int[] outputs, int row) {
    float[][] layers = new float[outputs.length][];
    for (int l = 0; l < outputs.length; l++) {
      layers[l] = Arrays.copyOfRange(activations[l], row * outputs[l], (row + 1) * outputs[l]);
    }
    return layers;
  }

  /** Activations of a sample, layer by layer. */
  float[][] of(int sample) {
    return activations.get(sample);
  }

  /** The ANN's logits for a sample. */
  float[] logits(int sample) {
    float[][] layers = activations.get(sample);
    return layers[layers.length - 1];
  }
}
