package io.github.ann2snn.spark.job;

import io.github.ann2snn.runtime.cluster.ClusterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Some items as one Spark job, a task for each, less those that an earlier run has finished.
 *
 * @param <T> what a task is given
 */
public final class TaskJob<T> {
  private final JavaSparkContext spark;
  private final List<T> items;
  private final Optional<Checkpoint> checkpoint;
  private final AtomicReference<IOException> refusal = new AtomicReference<>();

  /** Takes what the task of an item gave, at once; one that throws ends the job. */
  public interface Sink {
    /** Returns whether it is to be kept for another run. */
    boolean take(int item, byte[] outcome) throws IOException;
  }

  /**
   * @param checkpoint where outcomes are kept
   */
  public TaskJob(JavaSparkContext spark, List<T> items, Optional<Checkpoint> checkpoint) {
    this.spark = spark;
    this.items = items;
    this.checkpoint = checkpoint;
  }

  /**
   * Runs what is left.
   *
   * @return the number of items that an earlier run had finished
   * @throws IOException what {@code sink} has thrown
   * @throws ClusterException if Spark gave up
   * @throws InterruptedException if the calling thread is interrupted; the tasks are called off
   */
  public int run(Function2<TaskContext, Iterator<T>, byte[]> task, Sink sink)
      throws IOException, InterruptedException {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Optional<byte[]> kept = checkpoint.isPresent() ? checkpoint.get().find(i) : Optional.empty();
      if (kept.isPresent()) {
        sink.take(i, kept.get());
      } else {
        open.add(i);
      }
    }
    try {
      if (!open.isEmpty()) {
        runJob(task, open, sink);
      }
    } catch (Exception e) {
      spark.cancelAllJobs();
      throw failure(e);
    }
    return items.size() - open.size();
  }

  private void runJob(
      Function2<TaskContext, Iterator<T>, byte[]> task, List<Integer> open, Sink sink) {
    List<Object> indices = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      indices.add(i);
    }
    JavaRDD<T> tasks = spark.parallelize(open.stream().map(items::get).toList(), open.size());
    spark
        .sc()
        .runJob(
            tasks.rdd(),
            task,
            CollectionConverters.asScala(indices).toSeq(),
            handler(open, sink),
            ClassTag$.MODULE$.<byte[]>apply(byte[].class));
  }

  private Function2<Object, byte[], BoxedUnit> handler(List<Integer> open, Sink sink) {
    return new AbstractFunction2<>() {
      @Override
      public BoxedUnit apply(Object index, byte[] outcome) {
        try {
          int item = open.get((Integer) index);
          if (sink.take(item, outcome) && checkpoint.isPresent()) {
            checkpoint.get().keep(item, outcome);
          }
        } catch (IOException e) {
          refusal.compareAndSet(null, e);
          throw new java.io.UncheckedIOException(e);
        }
        return BoxedUnit.UNIT;
      }
    };
  }

  /** What ended the job; Spark throws checked exceptions that Java does not see. */
  private IOException failure(Exception e) throws InterruptedException {
    if (refusal.get() != null) {
      return refusal.get();
    }
    if (e instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return TaskFailure.gaveUp(e);
  }
}
