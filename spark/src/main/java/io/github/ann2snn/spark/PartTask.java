package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.spark.job.TaskFailure;
import io.github.ann2snn.spark.stored.SamplePart;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Evaluates one part on an executor. Whatever fails is tried again by Spark, elsewhere if it can;
 * samples that cannot be read the last time either become an outcome, so that they are named and
 * need not end the evaluation.
 */
final class PartTask extends AbstractFunction2<TaskContext, Iterator<SamplePart>, byte[]>
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private final Broadcast<NetworkSetup> setup;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final EarlyExit exit;
  private final int attempts;

  /**
   * @param exit tells when samples would stop early; null if none is asked for
   * @param attempts how often Spark tries a task
   */
  PartTask(
      Broadcast<NetworkSetup> setup,
      Broadcast<SerializableConfiguration> hadoop,
      EarlyExit exit,
      int attempts) {
    this.setup = setup;
    this.hadoop = hadoop;
    this.exit = exit;
    this.attempts = attempts;
  }

  @Override
  public byte[] apply(TaskContext task, Iterator<SamplePart> parts) {
    SamplePart part = parts.next();
    try {
      return new PartOutcome(Optional.of(evaluate(part)), false, "").toBytes();
    } catch (IOException e) {
      return failed(task, e);
    } catch (UncheckedIOException e) {
      return failed(task, e.getCause());
    }
  }

  private Evaluation evaluate(SamplePart part) throws IOException {
    Simulator simulator = setup.value().simulator();
    try (SamplePart.OpenSamples samples = part.open(hadoop.value().value())) {
      return new Evaluator(simulator, 1, part.from())
          .evaluate(samples, Optional.ofNullable(exit), done -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task was called off", e);
    }
  }

  private byte[] failed(TaskContext task, IOException e) {
    if (!TaskFailure.isLast(task, attempts)) {
      throw new UncheckedIOException(e);
    }
    TaskFailure failure = TaskFailure.of(e);
    return new PartOutcome(Optional.empty(), failure.missing(), failure.reason()).toBytes();
  }
}
