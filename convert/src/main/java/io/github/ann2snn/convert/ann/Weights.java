package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.convert.ann.Term.Origin;
import io.github.ann2snn.convert.ann.Value.Part;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives weights to sums. Values that were concatenated get their share of them; of several terms
 * the first alone gets the biases.
 */
final class Weights {
  private Weights() {}

  /** A matrix behind values. */
  static Value matrix(Dense dense, Value value, Origin of) throws ConversionRefusedException {
    int inputs = dense.inputs();
    int outputs = dense.outputs();
    float[] weight = dense.weight();
    return value.join(
        outputs,
        (term, from, channels, first) -> {
          float[] cut = weight;
          if (channels < inputs) {
            cut = new float[outputs * channels];
            for (int j = 0; j < outputs; j++) {
              System.arraycopy(weight, j * inputs + from, cut, j * channels, channels);
            }
          }
          float[] bias = first ? dense.bias() : new float[outputs];
          return term.apply(new Affine(channels, outputs, cut, bias), of);
        });
  }

  /** A convolution behind maps. */
  static Value convolution(Convolve convolve, FeatureMaps maps, Value value, Origin of)
      throws ConversionRefusedException {
    if (convolve.groups() > 1 && value.parts().size() > 1) {
      return grouped(convolve, maps, value, of);
    }
    int area = (int) convolve.window().area();
    int outputs = convolve.outputChannels();
    float[] weight = convolve.weight();
    return value.join(
        outputs,
        (term, from, channels, first) -> {
          float[] cut = weight;
          if (channels < maps.channels()) {
            cut = new float[outputs * channels * area];
            for (int o = 0; o < outputs; o++) {
              int at = (o * maps.channels() + from) * area;
              System.arraycopy(weight, at, cut, o * channels * area, channels * area);
            }
          }
          float[] bias = first ? convolve.bias() : new float[outputs];
          FeatureMaps own = new FeatureMaps(channels, maps.height(), maps.width());
          Connection part =
              new Convolution(own, outputs, convolve.window(), convolve.groups(), cut, bias);
          return term.apply(part, of);
        });
  }

  /** Groups that each see one of the concatenated parts: these stay apart. */
  private static Value grouped(Convolve convolve, FeatureMaps maps, Value value, Origin of)
      throws ConversionRefusedException {
    int perGroup = maps.channels() / convolve.groups();
    int outputsPerGroup = convolve.outputChannels() / convolve.groups();
    float[] weight = convolve.weight();
    float[] bias = convolve.bias();
    int perOutput = weight.length / convolve.outputChannels();
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (Part part : value.parts()) {
      if (part.channels() % perGroup != 0) {
        throw ConversionRefusedException.unsupported(
            of.label(),
            "a group of its channels spans branches that were concatenated. Use other groups.");
      }
      int groups = part.channels() / perGroup;
      int outputs = groups * outputsPerGroup;
      int first = from / perGroup * outputsPerGroup;
      FeatureMaps own = new FeatureMaps(part.channels(), maps.height(), maps.width());
      float[] cut = new float[outputs * perOutput];
      System.arraycopy(weight, first * perOutput, cut, 0, cut.length);
      List<Term> terms = new ArrayList<>();
      for (Term term : part.terms()) {
        float[] shift = new float[outputs];
        if (terms.isEmpty()) {
          System.arraycopy(bias, first, shift, 0, outputs);
        }
        Connection connection =
            new Convolution(own, outputs, convolve.window(), groups, cut, shift);
        terms.add(term.apply(connection, of));
      }
      parts.add(new Part(outputs, terms));
      from += part.channels();
    }
    return new Value(parts);
  }
}
