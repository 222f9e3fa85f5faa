package io.github.ann2snn.ann.architecture;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;

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
  default long parameters(Shape input) {
    return 0;
  }

  /**
   * A fully connected layer; maps go in as a row, see {@link Shape}.
   *
   * @param neurons outputs, at least 1
   */
  record Dense(int neurons) implements Stage {
    /** Checks the number. */
    public Dense {
      Architecture.requireSize(neurons, "neurons");
    }

    @Override
    public Shape output(Shape input) {
      return Shape.ofRow(neurons);
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
   * @param window the kernel, moving; what is left at the far border when no whole step fits is not
   *     used. Its padding, fewer zeros than it covers, is that of {@link WindowRules#same} where
   *     opposite sides differ
   * @param groups 1, or as many as channels go in: each makes channels of its own (depthwise)
   */
  record Convolution(int channels, Window window, int groups) implements Stage {
    /** The most numbers that the outputs of a channel may read, 400 MB per sample. */
    static final long MAX_PATCHES = 100_000_000;

    /** Checks the numbers. */
    public Convolution {
      Architecture.requireSize(channels, "channels");
      Architecture.requireSize(groups, "groups");
    }

    @Override
    public Shape output(Shape input) {
      FeatureMaps maps = input.requireMaps();
      if (groups > 1 && (groups != maps.channels() || channels % groups != 0)) {
        throw Refusal.of(
            "has %d groups; possible is 1, or the %d channels that go in, if %d is a multiple of them",
            groups, maps.channels(), channels);
      }
      Shape output = WindowRules.output(window, channels, maps);
      Refusal.when(
          reach(input) > MAX_PATCHES / output.maps().area(),
          "reads more than %d numbers per sample; make the kernel smaller or the stride larger",
          MAX_PATCHES);
      return output;
    }

    /** Numbers that the outputs of a channel read: positions x kernel x channels that go in. */
    public long patches(Shape input) {
      return (long) output(input).maps().area() * fanIn(input);
    }

    /** Inputs of an output: kernel positions in all channels that go in. */
    public int fanIn(Shape input) {
      return Math.toIntExact(reach(input));
    }

    private long reach(Shape input) {
      return input.requireMaps().channels() / groups * window.area();
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
          + WindowRules.text(WindowRules.kernel(window))
          + option("s", WindowRules.text(WindowRules.stride(window)), "1")
          + option("p", WindowRules.paddingText(window), "0")
          + option("d", WindowRules.text(WindowRules.dilation(window)), "1")
          + option("g", String.valueOf(groups), "1");
    }
  }

  /**
   * Pooling of each channel.
   *
   * @param kind what is made of the numbers under the window
   * @param window not dilated; what is left at the far border when no whole step fits is not used.
   *     Its padding, less than it covers, is zeros to average, and nothing to take the largest of;
   *     where opposite sides differ, that of {@link WindowRules#same}
   */
  record Pooling(Kind kind, Window window) implements Stage {
    /** What pooling makes of the numbers under its window. */
    public enum Kind {
      /** Their mean. */
      AVERAGE,
      /** The largest of them. */
      MAX
    }

    @Override
    public Shape output(Shape input) {
      FeatureMaps maps = input.requireMaps();
      return WindowRules.output(window, maps.channels(), maps);
    }

    @Override
    public String toString() {
      String size = WindowRules.text(WindowRules.kernel(window));
      return (kind == Kind.AVERAGE ? "a" : "m")
          + size
          + option("s", WindowRules.text(WindowRules.stride(window)), size)
          + option("p", WindowRules.paddingText(window), "0");
    }
  }

  private static String option(String letter, String value, String usual) {
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
      return Shape.ofRow(input.requireMaps().channels());
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
      return 4L * input.channels();
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
        throw Refusal.of("has levels %s; %s", levels, ClipFloorShift.levelsRule());
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
