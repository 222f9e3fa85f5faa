package io.github.ann2snn.spark;

import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterEvaluation;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterEvaluation.SkippedPart;
import io.github.ann2snn.runtime.cluster.Cluster.EvaluationJob;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.Evaluator;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.spark.job.Checkpoint;
import io.github.ann2snn.spark.job.TaskFailure;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.stored.SamplePart;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** One evaluation: its parts become tasks of one Spark job, and what they give is joined. */
final class PartRun {
  private final JavaSparkContext spark;
  private final EvaluationJob job;
  private final List<SamplePart> parts;
  private final Supplier<byte[]> samples;
  private final IntConsumer progress;
  private final PartOutcome[] outcomes;

  /**
   * @param parts in the order of their samples
   * @param samples digest of them all, asked for only if there is a checkpoint
   */
  PartRun(
      JavaSparkContext spark,
      EvaluationJob job,
      List<SamplePart> parts,
      Supplier<byte[]> samples,
      IntConsumer progress) {
    this.spark = spark;
    this.job = job;
    this.parts = parts;
    this.samples = samples;
    this.progress = progress;
    this.outcomes = new PartOutcome[parts.size()];
  }

  ClusterEvaluation run() throws ClusterException, InterruptedException {
    try {
      NetworkSetup setup = NetworkSetup.of(job.network(), job.settings());
      Optional<Checkpoint> checkpoint = Optional.empty();
      if (job.distribution().checkpoint().isPresent()) {
        String folder = job.distribution().checkpoint().get();
        checkpoint =
            Optional.of(Checkpoint.open(folder, digest(setup), spark.hadoopConfiguration()));
      }
      return joined(run(setup, checkpoint));
    } catch (ClusterException e) {
      throw e;
    } catch (IOException e) {
      throw new ClusterException(Kind.FAILED, e.getMessage(), e);
    }
  }

  private int run(NetworkSetup setup, Optional<Checkpoint> checkpoint)
      throws IOException, InterruptedException {
    Broadcast<NetworkSetup> network = spark.broadcast(setup);
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    try {
      PartTask task =
          new PartTask(network, hadoop, job.exit().orElse(null), TaskFailure.attempts(spark));
      return new TaskJob<>(spark, parts, checkpoint).run(task, this::take);
    } finally {
      network.destroy();
      hadoop.destroy();
    }
  }

  /** Of all that the outcome of a part depends on. */
  private byte[] digest(NetworkSetup setup) {
    MessageDigest digest = ContentDigest.sha256();
    setup.addTo(digest);
    String how = Text.of("%s %d", job.exit(), parts.size());
    digest.update(how.getBytes(StandardCharsets.UTF_8));
    return digest.digest(samples.get());
  }

  /** Takes what a task gave, as soon as it is there. */
  private boolean take(int part, byte[] bytes) throws IOException {
    int size = parts.get(part).to() - parts.get(part).from();
    PartOutcome outcome = PartOutcome.of(bytes, size);
    if (outcome.evaluation().isEmpty() && (outcome.missing() || !job.skipCorrupt())) {
      throw unreadable(part, outcome);
    }
    outcomes[part] = outcome;
    progress.accept(size);
    return outcome.evaluation().isPresent();
  }

  private ClusterException unreadable(int part, PartOutcome outcome) {
    String where =
        Text.of(
            "part %d of %d (samples %d to %d)",
            part + 1, parts.size(), parts.get(part).from(), parts.get(part).to() - 1);
    return new ClusterException(
        Kind.BAD_DATA,
        outcome.missing()
            ? where + ": " + new TaskFailure(true, outcome.reason()).notFound()
            : Text.of(
                "%s cannot be read: %s; repair the file, or leave such parts out with --skip-corrupt",
                where, outcome.reason()));
  }

  private ClusterEvaluation joined(int resumed) throws ClusterException {
    List<Evaluation> evaluations = new ArrayList<>();
    List<SkippedPart> skipped = new ArrayList<>();
    for (int p = 0; p < outcomes.length; p++) {
      if (outcomes[p].evaluation().isPresent()) {
        evaluations.add(outcomes[p].evaluation().get());
      } else {
        SamplePart part = parts.get(p);
        skipped.add(new SkippedPart(part.from(), part.to(), outcomes[p].reason()));
      }
    }
    if (evaluations.isEmpty()) {
      throw new ClusterException(
          Kind.BAD_DATA,
          Text.of(
              "none of the %d parts can be read; the first: %s",
              skipped.size(), skipped.get(0).reason()));
    }
    return new ClusterEvaluation(Evaluation.joined(evaluations), skipped, resumed);
  }

  /**
   * Evaluates one part on an executor. Whatever fails is tried again by Spark, elsewhere if it can;
   * samples that cannot be read the last time either become an outcome, so that they are named and
   * need not end the evaluation.
   */
  private static final class PartTask
      extends AbstractFunction2<TaskContext, Iterator<SamplePart>, byte[]> implements Serializable {
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
}
