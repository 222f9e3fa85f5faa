package io.github.ann2snn.train.inference;

import io.github.ann2snn.train.architecture.NetworkStage;
import io.github.ann2snn.train.architecture.Shape;
import io.github.ann2snn.train.architecture.Stage;

/**
 * Counts a layer's multiplications whose input is not zero.
 *
 * <p>An input at row y, column x of a convolution meets {@code rows[y] * columns[x]} kernel
 * positions in every output channel: near the border some kernel positions do not reach it. An
 * input of a dense layer meets every neuron.
 */
final class EffectiveMacs {
  private final int size;
  private final int[] fanOut;
  private long count;

  private EffectiveMacs(int size, int[] fanOut) {
    this.size = size;
    this.fanOut = fanOut;
  }

  /** A counter for a stage that is dense or a convolution. */
  static EffectiveMacs of(NetworkStage stage) {
    if (stage.stage() instanceof Stage.Convolution convolution
        && stage.input() instanceof Shape.Maps maps) {
      return new EffectiveMacs(maps.size(), fanOut(convolution, maps));
    }
    return new EffectiveMacs(stage.input().size(), new int[] {stage.output().size()});
  }

  private static int[] fanOut(Stage.Convolution convolution, Shape.Maps maps) {
    int[] rows = convolution.window().rows().readers(maps.height());
    int[] columns = convolution.window().columns().readers(maps.width());
    int channels = convolution.channels() / convolution.groups();
    int[] fanOut = new int[maps.height() * maps.width()];
    for (int i = 0; i < fanOut.length; i++) {
      fanOut[i] = rows[i / maps.width()] * columns[i % maps.width()] * channels;
    }
    return fanOut;
  }

  /** Adds samples: the first {@code samples * inputs} of {@code values}. */
  void add(float[] values, int samples) {
    int length = samples * size;
    int period = fanOut.length;
    for (int i = 0; i < length; i++) {
      if (values[i] != 0) {
        count += fanOut[i % period];
      }
    }
  }

  /** Operations of all samples so far. */
  long count() {
    return count;
  }
}
