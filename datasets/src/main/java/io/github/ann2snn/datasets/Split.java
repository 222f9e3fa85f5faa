package io.github.ann2snn.datasets;

import io.github.ann2snn.datasets.Features.SampleReader;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Labelled samples, usually in memory: inputs in [0, 1] and a class index each. Immutable. A subset
 * shares its parent's memory.
 */
public final class Split implements SampleSource {
  private final Lazy<Content> content;
  private final int width;
  private final int[] rows;
  private final Lazy<String> digest;

  /** All samples of some files, of which a split has some. */
  private record Content(Features features, byte[] labels) {}

  /** Reads samples. */
  @FunctionalInterface
  public interface Reading {
    /**
     * Reads all of them.
     *
     * @throws IOException if they are not there, or damaged
     */
    Split read() throws IOException;
  }

  private Split(Lazy<Content> content, int width, int[] rows) {
    this.content = content;
    this.width = width;
    this.rows = rows;
    this.digest = Lazy.of(this::digested);
  }

  private Split(Split same, String digest) {
    this.content = same.content;
    this.width = same.width;
    this.rows = same.rows;
    this.digest = Lazy.of(digest);
  }

  private static Split of(Features features, byte[] labels, int width) {
    Content content = new Content(features, labels);
    return new Split(Lazy.of(content), width, identity(labels.length));
  }

  /**
   * Samples that are read when the first of them, a label or the digest is asked for. Who asks gets
   * an {@link java.io.UncheckedIOException} if that fails.
   *
   * @param size number of samples that will be read
   * @param width inputs of each
   */
  public static Split later(int size, int width, Reading reading) {
    return new Split(Lazy.of(() -> reading.read().all(size, width)), width, identity(size));
  }

  private Content all(int size, int inputs) {
    Refusal.when(
        size() != size || width != inputs,
        "%d samples of %d inputs were announced, but there are %d of %d",
        size,
        inputs,
        size(),
        width);
    return content.get();
  }

  /**
   * Samples whose inputs are bytes, 0 ... 255 standing for 0 ... 1.
   *
   * @param pixels row-major, {@code labels.length * width} values; not copied, not to be changed
   * @param labels class index per sample, as an unsigned byte
   * @param width number of inputs of a sample
   */
  public static Split ofBytes(byte[] pixels, byte[] labels, int width) {
    checkSize(pixels.length, labels.length, width);
    return of(new Features.Bytes(pixels), labels, width);
  }

  /**
   * Samples whose inputs are real numbers in [0, 1].
   *
   * @param values row-major, {@code labels.length * width} values; not copied, not to be changed
   * @param labels class index per sample, as an unsigned byte
   * @param width number of inputs of a sample
   */
  public static Split ofFloats(float[] values, byte[] labels, int width) {
    checkSize(values.length, labels.length, width);
    return of(new Features.Floats(values), labels, width);
  }

  /**
   * Samples whose inputs are not in memory, but read when they are asked for.
   *
   * @param reader reads them
   * @param bytes whether inputs are bytes, 0 ... 255 standing for 0 ... 1, and not real numbers
   * @param labels class index per sample, as an unsigned byte; not copied, not to be changed
   * @param width number of inputs of a sample
   */
  public static Split ofReader(SampleReader reader, boolean bytes, byte[] labels, int width) {
    Refusal.when(width < 1, "samples of %d inputs", width);
    return of(new Features.Elsewhere(reader, bytes), labels, width);
  }

  private static void checkSize(int values, int samples, int width) {
    Refusal.when(
        width < 1 || (long) samples * width != values,
        "%d values are not %d samples of %d inputs",
        values,
        samples,
        width);
  }

  private static int[] identity(int n) {
    return IntStream.range(0, n).toArray();
  }

  /** Number of samples. */
  @Override
  public int size() {
    return rows.length;
  }

  /** Number of inputs of a sample. */
  public int width() {
    return width;
  }

  /** Class index of a sample. */
  @Override
  public int label(int sample) {
    return content.get().labels[rows[sample]] & 0xff;
  }

  /** Which of the samples that were read it is, whatever part of them this is, in which order. */
  public int index(int sample) {
    return rows[sample];
  }

  @Override
  public void read(int sample, float[] target) {
    read(sample, target, 0);
  }

  /**
   * Copies the inputs of a sample, each in [0, 1], to {@code target[offset ... offset + width)}.
   */
  public void read(int sample, float[] target, int offset) {
    content.get().features.read(rows[sample], width, target, offset);
  }

  /** The inputs of a sample, each in [0, 1]. */
  public float[] sample(int sample) {
    float[] values = new float[width];
    read(sample, values, 0);
    return values;
  }

  /** Samples {@code from} (inclusive) to {@code to} (exclusive). */
  public Split slice(int from, int to) {
    Objects.checkFromToIndex(from, to, size());
    return new Split(content, width, Arrays.copyOfRange(rows, from, to));
  }

  /**
   * Some samples, in the order of their indices in {@code samples}.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public Split select(int[] samples) {
    int[] selected = Arrays.stream(samples).map(i -> rows[Objects.checkIndex(i, size())]).toArray();
    return new Split(content, width, selected);
  }

  /**
   * The samples that are not among {@code others}, in their order.
   *
   * @throws IllegalArgumentException if the two are not parts of the same samples
   */
  public Split without(Split others) {
    Refusal.when(others.content != content, "these are parts of different samples");
    BitSet excluded = new BitSet();
    Arrays.stream(others.rows).forEach(excluded::set);
    int[] left = Arrays.stream(rows).filter(row -> !excluded.get(row)).toArray();
    return new Split(content, width, left);
  }

  /** The same samples in an order that depends on {@code seed} alone. */
  public Split shuffled(long seed) {
    return select(order(size(), seed));
  }

  /** The indices of so many samples, in an order that depends on {@code seed} alone. */
  static int[] order(int size, long seed) {
    int[] order = identity(size);
    RandomGenerator random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /**
   * SHA-256 of what the split holds, whatever file it came from: the width and the number of
   * samples as four big-endian bytes each, then the inputs of every sample in order (one byte each,
   * or a big-endian IEEE 754 {@code float} each where they do not fit a byte), then one byte per
   * label. Computed when it is asked for first.
   */
  public String contentDigest() {
    return digest.get();
  }

  /** The same samples, whose {@link #contentDigest} somebody knows, or nobody needs. */
  public Split withDigest(String sha256) {
    return new Split(this, sha256);
  }

  private String digested() {
    Features features = content.get().features;
    byte[] labels = content.get().labels;
    MessageDigest sha256 = ContentDigest.sha256();
    sha256.update(ByteBuffer.allocate(8).putInt(width).putInt(size()).flip());
    for (int row : rows) {
      features.addTo(sha256, row, width);
    }
    for (int row : rows) {
      sha256.update(labels[row]);
    }
    return ContentDigest.hex(sha256);
  }

  /** How many samples each of {@code classes} classes has. */
  public int[] classCounts(int classes) {
    int[] counts = new int[classes];
    for (int i = 0; i < size(); i++) {
      counts[label(i)]++;
    }
    return counts;
  }
}
