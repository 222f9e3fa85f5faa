package io.github.ann2snn.spark.job;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Work on some items as one Spark job, a task for each.
 *
 * @param spark runs it
 * @param files what tasks read
 */
public record TaskJob(JavaSparkContext spark, DataFiles files) {
  private static final String MAX_FAILURES = "spark.task.maxFailures";
  private static final int DEFAULT_FAILURES = 4;

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
    R run(T item, DataFiles files) throws IOException, InterruptedException;
  }

  /**
   * What came of an item.
   *
   * @param result null if it failed
   * @param failure null if it did not
   */
  public record Outcome<R>(R result, Failure failure) implements Serializable {
    /** The result, or the failure. */
    public R get() throws ClusterException {
      if (failure != null) {
        throw new ClusterException(
            Kind.BAD_DATA, failure.missing ? failure.notFound() : failure.reason);
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
    Map<Integer, Outcome<R>> outcomes = new TreeMap<>();
    try {
      run(items, work, (item, outcome) -> outcomes.put(item, outcome) == null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw gaveUp(e);
    }
    List<R> results = new ArrayList<>();
    for (Outcome<R> outcome : outcomes.values()) {
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
    int attempts = attempts(spark);
    Function2<TaskContext, Iterator<T>, Outcome<R>> task =
        (Function2<TaskContext, Iterator<T>, Outcome<R>> & Serializable)
            (context, item) ->
                outcome(work, item.next(), shared.value(), context.attemptNumber() + 1 >= attempts);
    Function2<Object, Outcome<R>, BoxedUnit> handler =
        (index, outcome) -> {
          try {
            sink.take((Integer) index, outcome);
            return BoxedUnit.UNIT;
          } catch (IOException e) {
            refusal.compareAndSet(null, e);
            throw new UncheckedIOException(e);
          }
        };
    try {
      List<Object> indices = IntStream.range(0, items.size()).<Object>mapToObj(i -> i).toList();
      spark
          .sc()
          .runJob(
              spark.parallelize(items, items.size()).rdd(),
              task,
              CollectionConverters.asScala(indices).toSeq(),
              handler,
              ClassTag$.MODULE$.<Outcome<R>>apply(Outcome.class));
    } catch (Exception e) { // also checked ones, which Java does not see
      spark.cancelAllJobs();
      if (refusal.get() != null) {
        throw refusal.get();
      }
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw gaveUp(e);
    } finally {
      shared.destroy();
    }
  }

  private static <T, R> Outcome<R> outcome(Work<T, R> work, T item, DataFiles files, boolean last) {
    try {
      return new Outcome<>(work.run(item, files), null);
    } catch (IOException | UncheckedIOException e) {
      IOException cause =
          e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e;
      if (!last) {
        throw new UncheckedIOException(cause);
      }
      return new Outcome<>(null, Failure.of(cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task was called off", e);
    }
  }

  /** Tells that a job ended without a task that could say why. */
  private static ClusterException gaveUp(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return new ClusterException(
        Kind.FAILED,
        Text.of("Spark gave up: %s (--verbose shows more)", message.lines().findFirst().orElse("")),
        e);
  }

  /**
   * How often Spark tries a task. In one process that is once, unless the master says otherwise:
   * {@code local[2,4]}.
   */
  private static int attempts(JavaSparkContext spark) {
    String master = spark.master();
    if (!master.startsWith("local")) {
      return spark.getConf().getInt(MAX_FAILURES, DEFAULT_FAILURES);
    }
    int comma = master.indexOf(',');
    return comma < 0
        ? 1
        : Integer.parseInt(master.substring(comma + 1, master.length() - 1).trim());
  }

  /**
   * Why a task could not read its samples.
   *
   * @param missing whether they were not there, and not damaged
   * @param reason why, with the file and the place
   */
  public record Failure(boolean missing, String reason) implements Serializable {
    private static Failure of(IOException e) {
      boolean missing = e instanceof FileNotFoundException || e instanceof NoSuchFileException;
      String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
      if (message.isEmpty()) {
        message =
            e instanceof EOFException
                ? "the file is damaged or cut short"
                : e.getClass().getSimpleName();
      }
      return new Failure(missing, message);
    }

    /** What the user can do where executors do not find a file. */
    public String notFound() {
      return Text.of(
          "the executors do not find its file: %s; put it where all of them can read it, or name the data set without a scheme, so that it is sent to them",
          reason);
    }
  }
}
