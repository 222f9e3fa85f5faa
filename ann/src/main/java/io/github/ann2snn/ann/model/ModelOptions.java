package io.github.ann2snn.ann.model;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What users say of a model where its file does not. Pixels p in [0, 1] become {@code (fullScale p
 * - mean) / std} before the model takes them.
 *
 * @param architecture of a file that holds weights alone
 * @param bnEpsilon of the batch normalisations of such a file; empty for the framework's default
 * @param fullScale what a full pixel is for the model; empty for what the file tells, mostly 1
 * @param mean one for all channels, or one for each; empty for 0
 * @param std likewise, above 0; empty for 1
 */
public record ModelOptions(
    Optional<Architecture> architecture,
    OptionalDouble bnEpsilon,
    Optional<Float> fullScale,
    List<Float> mean,
    List<Float> std) {
  /** Nothing that the file does not say itself. */
  public static final ModelOptions NONE =
      new ModelOptions(
          Optional.empty(), OptionalDouble.empty(), Optional.empty(), List.of(), List.of());

  /**
   * @throws IllegalArgumentException naming the option, if a number is out of range
   */
  public ModelOptions {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    fullScale.ifPresent(scale -> requireAbove0("--full-scale", scale));
    std.forEach(s -> requireAbove0("--std", s));
    mean.forEach(m -> Refusal.when(!Float.isFinite(m), "--mean must be finite numbers; got %s", m));
    double epsilon = bnEpsilon.orElse(0.5);
    Refusal.when(
        !(epsilon > 0 && epsilon < 1), "--bn-epsilon must be between 0 and 1; got %s", epsilon);
  }

  private static void requireAbove0(String option, float value) {
    Refusal.when(
        !(value > 0 && Float.isFinite(value)), "%s must be a number > 0; got %s", option, value);
  }

  /** These as options of the command line, such as {@code --full-scale=255}; none for nothing. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    architecture.ifPresent(layers -> words.add("--architecture=" + layers));
    bnEpsilon.ifPresent(epsilon -> words.add("--bn-epsilon=" + epsilon));
    fullScale.ifPresent(scale -> words.add("--full-scale=" + AnnModel.shown(scale)));
    words.addAll(listed("--mean=", mean));
    words.addAll(listed("--std=", std));
    return words;
  }

  private static List<String> listed(String option, List<Float> numbers) {
    return numbers.isEmpty()
        ? List.of()
        : List.of(
            numbers.stream().map(AnnModel::shown).collect(Collectors.joining(",", option, "")));
  }

  /** Whether inputs are scaled by a mean or a standard deviation. */
  public boolean normalises() {
    return !mean.isEmpty() || !std.isEmpty();
  }

  /** The same with another full scale. */
  ModelOptions withFullScale(float other) {
    return new ModelOptions(architecture, bnEpsilon, Optional.of(other), mean, std);
  }

  /**
   * What makes a network's own inputs of pixels.
   *
   * @throws IllegalArgumentException if there are not as many numbers as the network's inputs have
   *     channels
   */
  BatchNorm scaling(AnnGraph graph) {
    int channels = graph.inputShape().channels();
    float full = fullScale.orElse(1f);
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    requireAsMany("--mean", mean, graph);
    requireAsMany("--std", std, graph);
    for (int c = 0; c < channels; c++) {
      double deviation = number(std, c, 1);
      scale[c] = (float) (full / deviation);
      shift[c] = (float) (-number(mean, c, 0) / deviation);
      if (shift[c] == 0) {
        // No -0.
        shift[c] = 0;
      }
    }
    return new BatchNorm(scale, shift);
  }

  private static void requireAsMany(String option, List<Float> numbers, AnnGraph graph) {
    Refusal.when(
        numbers.size() > 1 && numbers.size() != graph.inputShape().channels(),
        "%s has %d numbers, but the model takes samples of shape %s; give one, or one for each of its %d channels",
        option,
        numbers.size(),
        graph.inputShape(),
        graph.inputShape().channels());
  }

  private static double number(List<Float> numbers, int channel, double otherwise) {
    return numbers.isEmpty() ? otherwise : numbers.get(numbers.size() == 1 ? 0 : channel);
  }
}
