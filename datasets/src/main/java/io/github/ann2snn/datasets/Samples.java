package io.github.ann2snn.datasets;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Labelled samples for one purpose: to convert with, or to test with. Immutable.
 *
 * @param name for messages and documents, such as {@code mnist}
 * @param shape of one sample, channels first: {@code [1, 28, 28]}, or {@code [n]} of a table
 * @param classNames one name per class index, at most 256
 * @param split the samples, each number of their inputs in [0, 1]
 * @param scale how the columns of a table were scaled, if they were
 */
public record Samples(
    String name,
    List<Integer> shape,
    List<String> classNames,
    Split split,
    Optional<ColumnScale> scale) {
  private static final int MOST_CLASSES = 256;
  private static final String UNNAMED = "samples";

  /**
   * @throws IllegalArgumentException if the shape is not that of the samples, or there are no
   *     classes or more than 256
   */
  public Samples {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scale, "scale");
    shape = List.copyOf(shape);
    classNames = List.copyOf(classNames);
    requireClasses(classNames.size());
    int width = shape.stream().reduce(1, Math::multiplyExact);
    Refusal.when(
        width != split.width(),
        "samples of %d inputs cannot have the shape %s",
        split.width(),
        shape);
  }

  /**
   * A sample with its class.
   *
   * @param inputs numbers in [0, 1]
   * @param label index of its class, from 0
   */
  public record Sample(float[] inputs, int label) {}

  /**
   * Samples of arrays, which are copied.
   *
   * @param inputs one row for each sample, all of the same length, each number in [0, 1]
   * @param labels one for each sample, from 0
   * @param classes how many there are, at most 256
   * @throws IllegalArgumentException if anything is otherwise; the message names the sample
   */
  public static Samples of(float[][] inputs, int[] labels, int classes) {
    Refusal.when(
        inputs.length != labels.length, "%d samples, but %d labels", inputs.length, labels.length);
    return of(
        IntStream.range(0, labels.length).mapToObj(i -> new Sample(inputs[i], labels[i])), classes);
  }

  /**
   * Samples of a stream, which is read to its end.
   *
   * @param samples as {@link #of(float[][], int[], int)} has them
   * @throws IllegalArgumentException likewise
   */
  public static Samples of(Stream<Sample> samples, int classes) {
    requireClasses(classes);
    List<float[]> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    samples.forEachOrdered(
        sample -> {
          rows.add(checked(sample, rows, classes));
          labels.add(sample.label());
        });
    Refusal.when(rows.isEmpty(), "there is no sample");
    int width = rows.get(0).length;
    float[] values = new float[Math.multiplyExact(rows.size(), width)];
    byte[] classOf = new byte[rows.size()];
    for (int i = 0; i < classOf.length; i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
      classOf[i] = labels.get(i).byteValue();
    }
    return new Samples(
        UNNAMED,
        List.of(width),
        IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
        Split.ofFloats(values, classOf, width),
        Optional.empty());
  }

  private static float[] checked(Sample sample, List<float[]> before, int classes) {
    float[] inputs = sample.inputs().clone();
    int index = before.size();
    int width = before.isEmpty() ? inputs.length : before.get(0).length;
    Refusal.when(
        inputs.length != width || width == 0,
        "sample %d has %d inputs, expected %s",
        index,
        inputs.length,
        before.isEmpty() ? "at least 1" : "as many as the others, " + width);
    Refusal.when(
        sample.label() < 0 || sample.label() >= classes,
        "sample %d has the label %d, expected 0 to %d",
        index,
        sample.label(),
        classes - 1);
    for (int j = 0; j < width; j++) {
      Refusal.when(
          !(inputs[j] >= 0 && inputs[j] <= 1),
          "sample %d has %s as its input %d, expected a number from 0 to 1; divide bytes by 255, and tell the model what its own inputs are (ModelOptions)",
          index,
          inputs[j],
          j);
    }
    return inputs;
  }

  private static void requireClasses(int classes) {
    Refusal.when(
        classes < 1 || classes > MOST_CLASSES,
        "classes is %d, expected 1 to %d",
        classes,
        MOST_CLASSES);
  }

  /** Those that a data set has to learn, calibrate and choose by. */
  public static Samples training(Dataset dataset) {
    return of(dataset, dataset.train());
  }

  /** Those that a data set has to report on. */
  public static Samples test(Dataset dataset) {
    return of(dataset, dataset.test());
  }

  private static Samples of(Dataset dataset, Split split) {
    return new Samples(
        dataset.name(), dataset.shape(), dataset.classNames(), split, dataset.scale());
  }

  /** The same under another name. */
  public Samples named(String other) {
    return new Samples(other, shape, classNames, split, scale);
  }

  /**
   * The same as images or other arrays, channels first.
   *
   * @throws IllegalArgumentException if that is another number of inputs
   */
  public Samples shaped(List<Integer> other) {
    return new Samples(name, other, classNames, split, scale);
  }

  /** The same with names of its classes. */
  public Samples withClassNames(List<String> others) {
    Refusal.when(
        others.size() != classNames.size(),
        "%d names of %d classes",
        others.size(),
        classNames.size());
    return new Samples(name, shape, others, split, scale);
  }

  /** Some of them. */
  public Samples with(Split others) {
    return new Samples(name, shape, classNames, others, scale);
  }

  /** Number of classes. */
  public int classes() {
    return classNames.size();
  }

  /** A data set that has these to train with and none to test with. */
  public Dataset asTraining() {
    return dataset(split, none());
  }

  /** A data set that has these to test with and none to train with. */
  public Dataset asTest() {
    return dataset(none(), split);
  }

  private Dataset dataset(Split train, Split test) {
    return Dataset.of(name, shape, classNames, train, test).withScale(scale);
  }

  private Split none() {
    return split.slice(0, 0);
  }

  /**
   * Why a network cannot take these samples: it would give numbers without a meaning.
   *
   * @param network what it is called
   * @param inputs shape of its inputs, channels first
   * @param outputs number of the classes that it tells
   * @return empty if it can
   */
  public Optional<String> misfit(Object network, List<Integer> inputs, int outputs) {
    int width = inputs.stream().reduce(1, Math::multiplyExact);
    // Rows of a table are what their user knows, maybe pixels.
    boolean images = inputs.size() > 1 && shape.size() > 1;
    if (images && !maps(inputs).equals(maps(shape))) {
      return Optional.of(
          Text.of(
              "%s takes samples of shape %s, but those of %s are %s (channels, height, width); %s",
              network, inputs, name, shape, remedy(inputs)));
    }
    return width == split.width() && outputs == classes()
        ? Optional.empty()
        : Optional.of(
            Text.of(
                "%s takes %d inputs and tells %d classes, but %s has %d inputs and %d classes; name the data set that it was made for with --dataset",
                network, width, outputs, name, split.width(), classes()));
  }

  /** A series of values, channels first, is an image of one row. */
  private static List<Integer> maps(List<Integer> sizes) {
    return sizes.size() == 2 ? List.of(sizes.get(0), 1, sizes.get(1)) : sizes;
  }

  private String remedy(List<Integer> inputs) {
    String named = "name the data set that it was made for with --dataset";
    boolean pictures = name.startsWith("images:") && inputs.size() == 3;
    return pictures
        ? Text.of("make its pictures %d x %d pixels, or %s", inputs.get(2), inputs.get(1), named)
        : named;
  }
}
