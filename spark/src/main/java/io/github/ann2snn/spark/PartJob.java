package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Some parts as one Spark job, a task for each. */
final class PartJob {
  private static final String MAX_FAILURES = "spark.task.maxFailures";
  private static final int DEFAULT_FAILURES = 4;

  private final JavaSparkContext spark;
  private final EvaluationSetup setup;
  private final List<SamplePart> parts;
  private final int[] open;
  private final AtomicReference<IOException> refusal = new AtomicReference<>();

  /** Takes what the task of a part gave, at once; one that throws ends the job. */
  interface Sink {
    void take(int part, byte[] outcome) throws IOException;
  }

  /**
   * @param open the parts to run
   */
  PartJob(JavaSparkContext spark, EvaluationSetup setup, List<SamplePart> parts, int[] open) {
    this.spark = spark;
    this.setup = setup;
    this.parts = parts;
    this.open = open;
  }

  /**
   * Runs them.
   *
   * @throws IOException what {@code sink} has thrown
   * @throws ClusterException if Spark gave up
   * @throws InterruptedException if the calling thread is interrupted; the tasks are called off
   */
  void run(Sink sink) throws IOException, InterruptedException {
    Broadcast<EvaluationSetup> what = spark.broadcast(setup);
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    try {
      runJob(new PartTask(what, hadoop, attempts()), sink);
    } catch (Exception e) {
      spark.cancelAllJobs();
      throw failure(e);
    } finally {
      what.destroy();
      hadoop.destroy();
    }
  }

  private void runJob(PartTask task, Sink sink) {
    List<SamplePart> some = new ArrayList<>();
    List<Object> indices = new ArrayList<>();
    for (int part : open) {
      indices.add(some.size());
      some.add(parts.get(part));
    }
    JavaRDD<SamplePart> tasks = spark.parallelize(some, some.size());
    spark
        .sc()
        .runJob(
            tasks.rdd(),
            task,
            CollectionConverters.asScala(indices).toSeq(),
            handler(sink),
            ClassTag$.MODULE$.<byte[]>apply(byte[].class));
  }

  private Function2<Object, byte[], BoxedUnit> handler(Sink sink) {
    return new AbstractFunction2<>() {
      @Override
      public BoxedUnit apply(Object index, byte[] outcome) {
        try {
          sink.take(open[(Integer) index], outcome);
        } catch (IOException e) {
          refusal.compareAndSet(null, e);
          throw new java.io.UncheckedIOException(e);
        }
        return BoxedUnit.UNIT;
      }
    };
  }

  /** In one process Spark tries a task once, unless the master says otherwise: local[2,4]. */
  private int attempts() {
    String master = spark.master();
    if (!master.startsWith("local")) {
      return spark.getConf().getInt(MAX_FAILURES, DEFAULT_FAILURES);
    }
    int comma = master.indexOf(',');
    return comma < 0
        ? 1
        : Integer.parseInt(master.substring(comma + 1, master.length() - 1).trim());
  }

  /** What ended the job; Spark throws checked exceptions that Java does not see. */
  private IOException failure(Exception e) throws InterruptedException {
    if (refusal.get() != null) {
      return refusal.get();
    }
    if (e instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return new ClusterException(
        Kind.FAILED,
        "Spark gave up: %s (--verbose shows more)"
            .formatted(message.lines().findFirst().orElse("")),
        e);
  }
}
