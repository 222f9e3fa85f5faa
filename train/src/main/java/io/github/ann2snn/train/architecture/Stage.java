package io.github.ann2snn.train.architecture;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.qcfs.ClipFloorShift;

/**
 * A part of an {@link Architecture}. The activation function follows every {@link Dense} and {@link
 * Convolution} but the last, or the {@link BatchNorm} behind it.
 */
public sealed interface Stage {
  /**
   * What comes out where {@code input} goes in.
   *
   * @throws IllegalArgumentException if that cannot go in
   */
  Shape output(Shape input);

  /** Numbers that are learned or kept: weights, biases, statistics. */
  long parameters(Shape input);

  /**
   * A fully connected layer; maps go in as a row, see {@link Shape.Maps}.
   *
   * @param neurons outputs, at least 1
   */
  record Dense(int neurons) implements Stage {
    /** Checks the number. */
    public Dense {
      Window.requireAtLeast(1, neurons, "neurons");
    }

    @Override
    public Shape output(Shape input) {
      return new Shape.Flat(neurons);
    }

    @Override
    public long parameters(Shape input) {
      return (input.size() + 1L) * neurons;
    }

    @Override
    public String toString() {
      return String.valueOf(neurons);
    }
  }

  /**
   * A convolution, which as everywhere in machine learning is a correlation: the output at (y, x)
   * is the bias plus the sum over channels and kernel positions (i, j) of the weight times the
   * input at {@code (y stride + i dilation - before, x stride + j dilation - before)}, and zero
   * outside of it, where {@code before} is the padding on that side.
   *
   * @param channels feature maps that come out, at least 1
   * @param kernel at least 1
   * @param stride at least 1; what is left at the far border when no whole step fits is not used
   * @param padding zeros on all four sides, fewer than the kernel covers; where opposite sides
   *     differ, that of {@link Padding#same}
   * @param dilation distance of neighbouring kernel positions, at least 1
   * @param groups 1, or as many as channels go in: each makes channels of its own (depthwise)
   */
  record Convolution(
      int channels, Extent kernel, Extent stride, Padding padding, Extent dilation, int groups)
      implements Stage {
    /** The most numbers that the outputs of a channel may read, 400 MB per sample. */
    static final long MAX_PATCHES = 100_000_000;

    /** Checks the numbers. */
    public Convolution {
      Window.requireAtLeast(1, channels, "channels");
      Window.requireAtLeast(1, kernel, "kernel");
      Window.requireAtLeast(1, stride, "stride");
      Window.requireAtLeast(1, dilation, "dilation");
      Window.requireAtLeast(1, groups, "groups");
    }

    @Override
    public Shape.Maps output(Shape input) {
      Shape.Maps maps = Window.requireMaps(input);
      if (groups > 1 && (groups != maps.channels() || channels % groups != 0)) {
        throw new IllegalArgumentException(
            Text.of(
                "has %d groups; possible is 1, or the %d channels that go in, if %d is a multiple of them",
                groups, maps.channels(), channels));
      }
      Shape.Maps output = window().output(channels, maps);
      if (reach(input) > MAX_PATCHES / ((long) output.height() * output.width())) {
        throw new IllegalArgumentException(
            Text.of(
                "reads more than %d numbers per sample; make the kernel smaller or the stride larger",
                MAX_PATCHES));
      }
      return output;
    }

    /** Numbers that the outputs of a channel read: positions x kernel x channels that go in. */
    public long patches(Shape input) {
      Shape.Maps output = output(input);
      return (long) output.height() * output.width() * fanIn(input);
    }

    /** The kernel, moving. */
    public MovingWindow window() {
      return new MovingWindow(kernel, stride, padding, dilation);
    }

    /** Inputs of an output: kernel positions in all channels that go in. */
    public int fanIn(Shape input) {
      return Math.toIntExact(reach(input));
    }

    private long reach(Shape input) {
      return (long) Window.requireMaps(input).channels()
          / groups
          * kernel.height()
          * kernel.width();
    }

    @Override
    public long parameters(Shape input) {
      long fanIn = reach(input);
      // A product that a long cannot hold is too large in any case.
      return fanIn < Long.MAX_VALUE / channels ? (fanIn + 1) * channels : Long.MAX_VALUE;
    }

    @Override
    public String toString() {
      return "c"
          + channels
          + "k"
          + kernel
          + option("s", stride, Extent.ONE)
          + option("p", padding, Padding.NONE)
          + option("d", dilation, Extent.ONE)
          + (groups == 1 ? "" : "g" + groups);
    }
  }

  /**
   * Pooling of each channel.
   *
   * @param kind what is made of the numbers under the window
   * @param kernel size of the window, at least 1
   * @param stride step of the window, at least 1; what is left at the far border when no whole step
   *     fits is not used
   * @param padding on all four sides, fewer than the window covers: zeros to average, and nothing
   *     to take the largest of; where opposite sides differ, that of {@link Padding#same}
   */
  record Pooling(Kind kind, Extent kernel, Extent stride, Padding padding) implements Stage {
    /** What pooling makes of the numbers under its window. */
    public enum Kind {
      /** Their mean. */
      AVERAGE,
      /** The largest of them. */
      MAX
    }

    /** Checks the numbers. */
    public Pooling {
      Window.requireAtLeast(1, kernel, "window");
      Window.requireAtLeast(1, stride, "stride");
    }

    @Override
    public Shape.Maps output(Shape input) {
      Shape.Maps maps = Window.requireMaps(input);
      return window().output(maps.channels(), maps);
    }

    /** The window, moving. */
    public MovingWindow window() {
      return new MovingWindow(kernel, stride, padding, Extent.ONE);
    }

    @Override
    public long parameters(Shape input) {
      return 0;
    }

    @Override
    public String toString() {
      String letter = kind == Kind.AVERAGE ? "a" : "m";
      return letter + kernel + option("s", stride, kernel) + option("p", padding, Padding.NONE);
    }
  }

  private static String option(String letter, Object value, Object usual) {
    return value.equals(usual) ? "" : letter + value;
  }

  /**
   * One number for each channel.
   *
   * @param kind mean or maximum
   */
  record GlobalPooling(Pooling.Kind kind) implements Stage {
    @Override
    public Shape output(Shape input) {
      return new Shape.Flat(Window.requireMaps(input).channels());
    }

    @Override
    public long parameters(Shape input) {
      return 0;
    }

    @Override
    public String toString() {
      return kind == Pooling.Kind.AVERAGE ? "gap" : "gmp";
    }
  }

  /**
   * Batch normalisation (Ioffe and Szegedy 2015, algorithm 1), per channel or, behind a dense
   * layer, per neuron: γ (x - mean) / √(variance + ε) + β, before the activation function.
   */
  record BatchNorm() implements Stage {
    @Override
    public Shape output(Shape input) {
      return input;
    }

    /** γ, β, running mean and variance of each channel. */
    @Override
    public long parameters(Shape input) {
      return 4L * (input instanceof Shape.Maps maps ? maps.channels() : input.size());
    }

    @Override
    public String toString() {
      return "bn";
    }
  }

  /**
   * The quantised activation of the stage before ({@link Activation#QCFS}); no part of an
   * architecture's text.
   *
   * @param levels number of its levels
   */
  record Quantization(int levels) implements Stage {
    /** Checks the number. */
    public Quantization {
      if (!ClipFloorShift.isLevels(levels)) {
        throw new IllegalArgumentException(
            "has levels " + levels + "; " + ClipFloorShift.levelsRule());
      }
    }

    @Override
    public Shape output(Shape input) {
      return input;
    }

    /** λ. */
    @Override
    public long parameters(Shape input) {
      return 1;
    }

    @Override
    public String toString() {
      return "qcfs" + levels;
    }
  }
}
