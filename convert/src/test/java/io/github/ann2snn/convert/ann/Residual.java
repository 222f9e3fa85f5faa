package io.github.ann2snn.convert.ann;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small residual network: a convolution; a block whose shortcut is the identity; one that halves
 * the maps, its shortcut slices and zeros; averages and a matrix.
 */
public final class Residual {
  /** Shape of its samples. */
  public static final FeatureMaps IMAGE = new FeatureMaps(2, 4, 4);

  private final SplittableRandom random;
  private final boolean byPosition;

  private Residual(long seed, boolean byPosition) {
    this.random = new SplittableRandom(seed);
    this.byPosition = byPosition;
  }

  /**
   * The network: layers first, inner, sum, down, half, output.
   *
   * @param byPosition whether the first convolution's biases depend on the position
   */
  public static PlainAnn ann(long seed, boolean byPosition) {
    return new Residual(seed, byPosition).ann();
  }

  private PlainAnn ann() {
    Convolution first = convolution(IMAGE, 3, 1, byPosition);
    FeatureMaps maps = first.output();
    Convolution inner = convolution(maps, 3, 1, false);
    Convolution down = convolution(maps, 4, 2, false);
    FeatureMaps half = down.output();
    OneToOne slices =
        new OneToOne(
            maps,
            half,
            new int[] {1, 2, OneToOne.NOWHERE},
            new Every(0, 2),
            new Every(1, 2),
            new float[] {1, 1},
            new float[4]);
    Pooling average = new Pooling(Pooling.Kind.AVERAGE, half, Window.square(2, 1));
    return new PlainAnn(
        List.of(
            new AnnLayer("first", Projection.INPUT, first),
            new AnnLayer("inner", 0, inner),
            layer(
                "sum",
                new Projection(0, OneToOne.identity(maps, new float[] {1, 1, 1})),
                new Projection(1, convolution(maps, 3, 1, false))),
            new AnnLayer("down", 2, down),
            layer(
                "half",
                new Projection(2, slices),
                new Projection(3, convolution(half, 4, 1, false))),
            layer(
                "output",
                new Projection(
                    4, new Pooled(average, new Affine(4, 3, draw(12, 0.9), draw(3, 0.2)))))));
  }

  private static AnnLayer layer(String name, Projection... projections) {
    return new AnnLayer(name, List.of(projections), Double.POSITIVE_INFINITY);
  }

  private Convolution convolution(FeatureMaps input, int outputs, int stride, boolean positions) {
    WindowAxis axis = new WindowAxis(3, stride, 1, 1, 1);
    Window window = new Window(axis, axis);
    int weights = outputs * input.channels() * 9;
    int biases = positions ? window.output(input, outputs).size() : outputs;
    return new Convolution(
        input, outputs, window, 1, draw(weights, 1.5 / input.channels()), draw(biases, 0.4));
  }

  private float[] draw(int count, double most) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-most / 2, most);
    }
    return values;
  }

  /** Samples that fit it, of three classes. */
  public static Split samples(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count * IMAGE.size()];
    byte[] labels = new byte[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(3);
    }
    return Split.ofFloats(values, labels, IMAGE.size());
  }

  /** Scales of the largest activations, or a share of them. */
  public static List<LayerScale> scales(PlainAnn ann, Split samples, float share) {
    float[] largest = new float[ann.layers().size()];
    ann.run(
        samples,
        (rows, inputs, activations) -> {
          for (int l = 0; l < largest.length; l++) {
            for (float a : activations[l]) {
              largest[l] = Math.max(largest[l], share * a);
            }
          }
        });
    List<LayerScale> scales = new ArrayList<>();
    for (int l = 0; l < largest.length; l++) {
      AnnLayer layer = ann.layers().get(l);
      scales.add(LayerScale.uniform(layer.name(), layer.outputs(), largest[l]));
    }
    return scales;
  }
}
