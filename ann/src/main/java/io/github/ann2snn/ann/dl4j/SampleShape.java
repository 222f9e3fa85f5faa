package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What samples are. A configuration says how many channels they have, and of images only sometimes
 * how large they are: where it does not, that follows from the first layer that makes a row of
 * feature maps.
 */
final class SampleShape {
  private static final int MAX_SIDE = 1024;

  /** Of a search over all sides. */
  private static final int MAX_STEPS = 1_000_000;

  private static final String UNKNOWN =
      "does not say how large its images are; save it with InputType.convolutionalFlat, which does,"
          + " or use it with a data set of images";

  private SampleShape() {}

  /**
   * A sample.
   *
   * @param shape channels first
   * @param channelsLast whether Deeplearning4j's array has them last
   * @param assumption what was found out, where the file does not say it
   */
  record Sample(Shape shape, boolean channelsLast, Optional<String> assumption) {}

  /**
   * Finds it out.
   *
   * @param samples the shape of what will go in, used where the file says none
   * @throws IllegalArgumentException if nothing says it
   */
  static Sample of(Configuration configuration, Optional<Shape> samples) {
    boolean last = channelsLast(configuration.units());
    for (Unit unit : configuration.units()) {
      Optional<Shape> said = unit.hasPreprocessor() ? before(unit) : Optional.empty();
      if (said.isPresent()) {
        return new Sample(said.get(), false, Optional.empty());
      }
      String kind = unit.said().kind();
      if (unit.hasPreprocessor()) {
        int channels = unit.preprocessor().size("numChannels");
        return image(configuration, channels, last, samples);
      } else if (kind.equals("DenseLayer") || kind.equals("OutputLayer")) {
        return new Sample(Shape.of(unit.said().size("nin")), false, Optional.empty());
      } else if (kind.equals("ReshapeVertex")) {
        return new Sample(row(unit), false, Optional.empty());
      } else if (kind.startsWith("Convolution1D")) {
        return line(unit.said().size("nin"), isLast(unit), samples);
      } else if (unit.isLayer() && kind.contains("Convolution")) {
        return image(configuration, unit.said().size("nin"), last, samples);
      }
    }
    throw Refusal.of("has no layer with weights, so nothing says what goes in");
  }

  /** The maps that a preprocessor makes of a row. */
  private static Optional<Shape> before(Unit unit) {
    return unit.preprocessor().kind().equals("FeedForwardToCnnPreProcessor")
        ? Optional.of(Rearranging.maps(unit.preprocessor()))
        : Optional.empty();
  }

  /** A row of as many values as another shape has. */
  private static Shape row(Unit unit) {
    int[] sizes = unit.said().numbers("newShape", -1);
    long values = 1;
    for (int d = 1; d < sizes.length; d++) {
      unit.said().require(sizes[d] > 0, "leaves open how many values a sample has");
      values = Math.min(Integer.MAX_VALUE, values * sizes[d]);
    }
    return Shape.of((int) values);
  }

  private static boolean isLast(Unit unit) {
    return unit.said().node().path("rnnDataFormat").asText().equals("NWC");
  }

  /** What the first layer says that says anything of it. */
  private static boolean channelsLast(List<Unit> units) {
    for (Unit unit : units) {
      for (String key : List.of("cnn2dDataFormat", "dataFormat", "format")) {
        if (unit.isLayer() && unit.said().has(key)) {
          return unit.said().node().path(key).asText().equals("NHWC");
        }
      }
    }
    return false;
  }

  private static Sample line(int channels, boolean last, Optional<Shape> samples) {
    Shape shape =
        samples
            .filter(given -> given.rank() == 2)
            .orElseThrow(
                () ->
                    Refusal.of(
                        "does not say how long its samples of %d channels are, and nothing else"
                            + " does",
                        channels));
    requireChannels(shape, channels);
    return new Sample(shape, last, Optional.empty());
  }

  private static void requireChannels(Shape shape, int channels) {
    Refusal.when(
        shape.channels() != channels,
        "takes samples of %d channels, not of shape %s",
        channels,
        shape);
  }

  private static Sample image(
      Configuration configuration, int channels, boolean last, Optional<Shape> samples) {
    Optional<Shape> given = samples.filter(shape -> shape.rank() == 3);
    if (given.isPresent()) {
      requireChannels(given.get(), channels);
      return new Sample(given.get(), last, Optional.empty());
    }
    Shape found = found(configuration, channels, last);
    String assumption =
        Text.of(
            "the file does not say how large its images are: %d x %d fits its layers",
            found.size(1), found.size(2));
    return new Sample(found, last, Optional.of(assumption));
  }

  /** Height and width for which a preprocessor gets what it says. */
  private static Shape found(Configuration configuration, int channels, boolean last) {
    List<Unit> units = configuration.units();
    int reached = 0;
    while (reached < units.size() && !makesRow(units.get(reached))) {
      reached++;
    }
    Refusal.when(reached == units.size(), UNKNOWN);
    Refusal.when((long) reached * MAX_SIDE > MAX_STEPS, UNKNOWN);
    Shape stated = Rearranging.maps(units.get(reached).preprocessor());
    List<Fit> heights = new ArrayList<>();
    List<Fit> widths = new ArrayList<>();
    String reason = UNKNOWN;
    for (int side = 1; side <= MAX_SIDE; side++) {
      try {
        Sample sample = new Sample(Shape.of(channels, side, side), last, Optional.empty());
        Layout layout = Layout.of(configuration, sample, reached);
        Shape made = layout.reached(units.get(reached));
        if (made.rank() == 3 && made.size(1) == stated.size(1)) {
          heights.add(new Fit(side, layout.leftOver()));
        }
        if (made.rank() == 3 && made.size(2) == stated.size(2)) {
          widths.add(new Fit(side, layout.leftOver()));
        }
      } catch (IllegalArgumentException e) {
        // Too small or too large, or something that no size helps.
        reason = e.getMessage();
      }
    }
    Refusal.when(heights.isEmpty() || widths.isEmpty(), "%s", reason);
    return Shape.of(channels, best(heights), best(widths));
  }

  private static boolean makesRow(Unit unit) {
    return unit.hasPreprocessor()
        && unit.preprocessor().kind().equals("CnnToFeedForwardPreProcessor");
  }

  /** A side that fits, and how often windows then leave something over. */
  private record Fit(int side, int leftOver) {}

  private static int best(List<Fit> fits) {
    List<Fit> exact = fits.stream().filter(fit -> fit.leftOver() == 0).toList();
    List<Fit> left = exact.isEmpty() ? fits : exact;
    Refusal.when(
        left.size() != 1,
        "%s (%d to %d fit)",
        UNKNOWN,
        fits.get(0).side(),
        fits.get(fits.size() - 1).side());
    return left.get(0).side();
  }
}
