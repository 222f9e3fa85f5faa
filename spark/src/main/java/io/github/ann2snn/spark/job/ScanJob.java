package io.github.ann2snn.spark.job;

import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Looks through files before their samples are evaluated: for labels, and for what is wrong.
 *
 * @param <R> what is found in a piece, serializable
 */
public final class ScanJob<R> {
  private static final int MOST_TASKS = 10_000;

  private final JavaSparkContext spark;

  /**
   * A piece of a file.
   *
   * @param <R> what is found in it
   */
  public interface Piece<R> extends Serializable {
    /**
     * Looks through it.
     *
     * @throws IOException naming file and place, if it cannot be read
     */
    R scan(Configuration hadoop) throws IOException;
  }

  public ScanJob(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Looks through pieces, wherever there is a core for one.
   *
   * @return what was found, in the order of the pieces
   * @throws ClusterException if one cannot be read, or Spark gave up
   */
  public List<R> run(List<? extends Piece<R>> pieces) throws ClusterException {
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    List<Found<R>> found;
    try {
      List<Piece<R>> all = new ArrayList<>(pieces);
      found =
          spark
              .parallelize(all, Math.min(MOST_TASKS, all.size()))
              .map(new Scan<R>(hadoop, TaskFailure.attempts(spark)))
              .collect();
    } catch (Exception e) { // also checked ones, which Java does not see
      throw TaskFailure.gaveUp(e);
    } finally {
      hadoop.destroy();
    }
    List<R> results = new ArrayList<>();
    for (Found<R> one : found) {
      if (one.failure() != null) {
        TaskFailure failure = one.failure();
        throw new ClusterException(
            Kind.BAD_DATA, failure.missing() ? failure.notFound() : failure.reason());
      }
      results.add(one.result());
    }
    return results;
  }

  /** What a task gives: one of the two is null. */
  private record Found<R>(R result, TaskFailure failure) implements Serializable {}

  private static final class Scan<R> implements Function<Piece<R>, Found<R>> {
    @Serial private static final long serialVersionUID = 1L;

    private final Broadcast<SerializableConfiguration> hadoop;
    private final int attempts;

    Scan(Broadcast<SerializableConfiguration> hadoop, int attempts) {
      this.hadoop = hadoop;
      this.attempts = attempts;
    }

    @Override
    public Found<R> call(Piece<R> piece) {
      try {
        return new Found<>(piece.scan(hadoop.value().value()), null);
      } catch (IOException e) {
        if (!TaskFailure.isLast(TaskContext.get(), attempts)) {
          throw new UncheckedIOException(e);
        }
        return new Found<>(null, TaskFailure.of(e));
      }
    }
  }
}
