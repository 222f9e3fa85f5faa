package io.github.ann2snn.spark.job;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.runtime.cluster.ClusterException;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Work on some items as one Spark job, a task for each.
 *
 * @param spark runs it
 * @param files what tasks read
 */
public record TaskJob(JavaSparkContext spark, DataFiles files) {
  /**
   * What a task does. Whatever fails is tried again by Spark, elsewhere if it can; files that
   * cannot be read the last time either become an outcome, so that they are named and need not end
   * the job.
   *
   * @param <T> what it is given
   * @param <R> what it gives, serializable
   */
  public interface Work<T, R> extends Serializable {
    /**
     * Does it.
     *
     * @throws IOException naming file and place, if files cannot be read
     */
    R run(T item, DataFiles files) throws IOException;
  }

  /**
   * What came of an item.
   *
   * @param result null if it failed
   * @param failure null if it did not
   */
  public record Outcome<R>(R result, TaskFailure failure) implements Serializable {
    /** The result, or the failure. */
    public R get() throws ClusterException {
      if (failure != null) {
        throw failure.refusal();
      }
      return result;
    }
  }

  /** Takes what came of an item, at once; one that throws ends the job. */
  public interface Sink<R> {
    /** Returns whether it is to be kept for another run. */
    boolean take(int item, Outcome<R> outcome) throws IOException;
  }

  /**
   * Does all the work, wherever there is a core for it.
   *
   * @return the results, in the order of the items
   * @throws IOException if an item's files cannot be read, or Spark gave up
   */
  public <T, R> List<R> collect(List<T> items, Work<T, R> work) throws IOException {
    List<Outcome<R>> outcomes = new ArrayList<>();
    items.forEach(item -> outcomes.add(null));
    try {
      run(
          items,
          work,
          (item, outcome) -> {
            outcomes.set(item, outcome);
            return false;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TaskFailure.gaveUp(e);
    }
    List<R> results = new ArrayList<>();
    for (Outcome<R> outcome : outcomes) {
      results.add(outcome.get());
    }
    return results;
  }

  /**
   * Does the work that an earlier run has not finished.
   *
   * @param checkpoint where results are kept
   * @return the number of items that an earlier run had finished
   * @throws IOException what {@code sink} has thrown
   * @throws ClusterException if Spark gave up
   * @throws InterruptedException if the calling thread is interrupted; the tasks are called off
   */
  public <T> int resume(
      List<T> items, Work<T, byte[]> work, Optional<Checkpoint> checkpoint, Sink<byte[]> sink)
      throws IOException, InterruptedException {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Optional<byte[]> kept = checkpoint.isPresent() ? checkpoint.get().find(i) : Optional.empty();
      if (kept.isPresent()) {
        sink.take(i, new Outcome<>(kept.get(), null));
      } else {
        open.add(i);
      }
    }
    run(
        open.stream().map(items::get).toList(),
        work,
        (index, outcome) -> {
          int item = open.get(index);
          boolean keep = sink.take(item, outcome);
          if (keep && checkpoint.isPresent()) {
            checkpoint.get().keep(item, outcome.result);
          }
          return keep;
        });
    return items.size() - open.size();
  }

  private <T, R> void run(List<T> items, Work<T, R> work, Sink<R> sink)
      throws IOException, InterruptedException {
    if (items.isEmpty()) {
      return;
    }
    AtomicReference<IOException> refusal = new AtomicReference<>();
    Broadcast<DataFiles> shared = spark.broadcast(files);
    try {
      JavaRDD<T> tasks = spark.parallelize(items, items.size());
      List<Object> indices = IntStream.range(0, items.size()).<Object>mapToObj(i -> i).toList();
      spark
          .sc()
          .runJob(
              tasks.rdd(),
              new Task<>(work, shared, TaskFailure.attempts(spark)),
              CollectionConverters.asScala(indices).toSeq(),
              handler(sink, refusal),
              ClassTag$.MODULE$.<Outcome<R>>apply(Outcome.class));
    } catch (Exception e) { // also checked ones, which Java does not see
      spark.cancelAllJobs();
      if (refusal.get() != null) {
        throw refusal.get();
      }
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw TaskFailure.gaveUp(e);
    } finally {
      shared.destroy();
    }
  }

  private static <R> AbstractFunction2<Object, Outcome<R>, BoxedUnit> handler(
      Sink<R> sink, AtomicReference<IOException> refusal) {
    return new AbstractFunction2<>() {
      @Override
      public BoxedUnit apply(Object index, Outcome<R> outcome) {
        try {
          sink.take((Integer) index, outcome);
        } catch (IOException e) {
          refusal.compareAndSet(null, e);
          throw new UncheckedIOException(e);
        }
        return BoxedUnit.UNIT;
      }
    };
  }

  private static final class Task<T, R>
      extends AbstractFunction2<TaskContext, Iterator<T>, Outcome<R>> implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final Work<T, R> work;
    private final Broadcast<DataFiles> files;
    private final int attempts;

    Task(Work<T, R> work, Broadcast<DataFiles> files, int attempts) {
      this.work = work;
      this.files = files;
      this.attempts = attempts;
    }

    @Override
    public Outcome<R> apply(TaskContext task, Iterator<T> items) {
      try {
        return new Outcome<>(work.run(items.next(), files.value()), null);
      } catch (IOException e) {
        return failed(task, e);
      } catch (UncheckedIOException e) {
        return failed(task, e.getCause());
      }
    }

    private Outcome<R> failed(TaskContext task, IOException e) {
      if (task.attemptNumber() + 1 < attempts) {
        throw new UncheckedIOException(e);
      }
      return new Outcome<>(null, TaskFailure.of(e));
    }
  }
}
