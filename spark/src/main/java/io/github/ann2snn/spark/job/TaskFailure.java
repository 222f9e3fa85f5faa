package io.github.ann2snn.spark.job;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Why a task could not read its samples.
 *
 * @param missing whether they were not there, and not damaged
 * @param reason why, with the file and the place
 */
public record TaskFailure(boolean missing, String reason) implements Serializable {
  private static final String MAX_FAILURES = "spark.task.maxFailures";
  private static final int DEFAULT_FAILURES = 4;

  static TaskFailure of(IOException e) {
    boolean missing = e instanceof FileNotFoundException || e instanceof NoSuchFileException;
    return new TaskFailure(missing, reason(e));
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    return e instanceof EOFException && message.isEmpty()
        ? "the file is damaged or cut short"
        : message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  /**
   * How often Spark tries a task. In one process that is once, unless the master says otherwise:
   * {@code local[2,4]}.
   */
  static int attempts(JavaSparkContext spark) {
    String master = spark.master();
    if (!master.startsWith("local")) {
      return spark.getConf().getInt(MAX_FAILURES, DEFAULT_FAILURES);
    }
    int comma = master.indexOf(',');
    return comma < 0
        ? 1
        : Integer.parseInt(master.substring(comma + 1, master.length() - 1).trim());
  }

  /** The same as an error of the data set. */
  ClusterException refusal() {
    return new ClusterException(Kind.BAD_DATA, missing ? notFound() : reason);
  }

  /** What the user can do where executors do not find a file. */
  public String notFound() {
    return Text.of(
        "the executors do not find its file: %s; put it where all of them can read it, or name the data set without a scheme, so that it is sent to them",
        reason);
  }

  /** Tells that a job ended without a task that could say why. */
  static ClusterException gaveUp(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return new ClusterException(
        Kind.FAILED,
        Text.of("Spark gave up: %s (--verbose shows more)", message.lines().findFirst().orElse("")),
        e);
  }
}
