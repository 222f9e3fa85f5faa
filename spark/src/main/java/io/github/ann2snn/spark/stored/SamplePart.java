package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Samples that follow each other in their data set: the work of one task.
 *
 * @param from index of the first sample in the data set
 * @param rows reads the inputs, by the indices of the data set
 * @param labels class of each sample
 */
public record SamplePart(int from, RowSource rows, int[] labels) implements Serializable {
  /**
   * Cuts samples into parts that differ by one sample at most.
   *
   * @param part makes the part from one index to behind another
   */
  public static List<SamplePart> cut(
      int samples, int parts, BiFunction<Integer, Integer, SamplePart> part) {
    List<SamplePart> all = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      all.add(part.apply(bound(p, parts, samples), bound(p + 1, parts, samples)));
    }
    return all;
  }

  private static int bound(int part, int parts, int samples) {
    return (int) ((long) samples * part / parts);
  }

  /** Index behind the last sample. */
  public int to() {
    return from + labels.length;
  }

  /**
   * Opens the samples, to be read once, in their order, by one thread.
   *
   * @throws IOException if they are not there, or damaged
   */
  public OpenSamples open(DataFiles files) throws IOException {
    return new OpenSamples(this, rows.open(files));
  }

  /**
   * Samples that must be closed. They are read as they are asked for, so that memory does not grow
   * with the part; what fails then is unchecked.
   */
  public record OpenSamples(SamplePart part, RowSource.OpenRows open)
      implements SampleSource, Closeable {
    @Override
    public int size() {
      return part.labels.length;
    }

    @Override
    public void read(int sample, float[] target) {
      try {
        open.read(part.from + sample, target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int label(int sample) {
      return part.labels[sample];
    }

    @Override
    public void close() throws IOException {
      open.close();
    }
  }
}
