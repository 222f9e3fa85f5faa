package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.cluster.ClusterEvaluation;
import io.github.ann2snn.runtime.cluster.ClusterEvaluation.SkippedPart;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import io.github.ann2snn.runtime.cluster.EvaluationJob;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** One evaluation: its parts become tasks of one Spark job, and what they give is joined. */
final class PartRun {
  private final JavaSparkContext spark;
  private final EvaluationJob job;
  private final List<SamplePart> parts;
  private final Supplier<byte[]> samples;
  private final IntConsumer progress;
  private final PartOutcome[] outcomes;
  private Optional<Checkpoint> checkpoint = Optional.empty();

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
      EvaluationSetup setup = EvaluationSetup.of(job);
      if (job.checkpoint().isPresent()) {
        checkpoint =
            Optional.of(
                Checkpoint.open(
                    job.checkpoint().get(), digest(setup), spark.hadoopConfiguration()));
      }
      int resumed = takeUp();
      int[] open = IntStream.range(0, outcomes.length).filter(p -> outcomes[p] == null).toArray();
      if (open.length > 0) {
        new PartJob(spark, setup, parts, open).run(this::take);
      }
      return joined(resumed);
    } catch (ClusterException e) {
      throw e;
    } catch (IOException e) {
      throw new ClusterException(Kind.FAILED, e.getMessage(), e);
    }
  }

  /** Of all that the outcome of a part depends on. */
  private byte[] digest(EvaluationSetup setup) {
    MessageDigest digest = Checkpoint.sha256();
    digest.update(setup.network());
    String how = "%s %s %d".formatted(setup.settings(), setup.exit(), parts.size());
    digest.update(how.getBytes(StandardCharsets.UTF_8));
    return digest.digest(samples.get());
  }

  private int takeUp() throws IOException {
    int resumed = 0;
    for (int p = 0; checkpoint.isPresent() && p < outcomes.length; p++) {
      Optional<byte[]> kept = checkpoint.get().find(p);
      if (kept.isPresent()) {
        outcomes[p] = outcome(p, kept.get());
        progress.accept(size(p));
        resumed++;
      }
    }
    return resumed;
  }

  private PartOutcome outcome(int part, byte[] bytes) throws IOException {
    return PartOutcome.of(bytes, size(part));
  }

  private int size(int part) {
    return parts.get(part).to() - parts.get(part).from();
  }

  /** Takes what a task gave, as soon as it is there. */
  private void take(int part, byte[] bytes) throws IOException {
    PartOutcome outcome = outcome(part, bytes);
    if (outcome.evaluation().isEmpty() && (outcome.missing() || !job.skipCorrupt())) {
      throw unreadable(part, outcome);
    }
    if (checkpoint.isPresent() && outcome.evaluation().isPresent()) {
      checkpoint.get().keep(part, bytes);
    }
    outcomes[part] = outcome;
    progress.accept(size(part));
  }

  private ClusterException unreadable(int part, PartOutcome outcome) {
    String where =
        "part %d of %d (samples %d to %d)"
            .formatted(part + 1, parts.size(), parts.get(part).from(), parts.get(part).to() - 1);
    return new ClusterException(
        Kind.BAD_DATA,
        outcome.missing()
            ? "%s: the executors do not find its file: %s; put it where all of them can read it, or name the data set without a scheme, so that it is sent to them"
                .formatted(where, outcome.reason())
            : "%s cannot be read: %s; repair the file, or leave such parts out with --skip-corrupt"
                .formatted(where, outcome.reason()));
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
          "none of the %d parts can be read; the first: %s"
              .formatted(skipped.size(), skipped.get(0).reason()));
    }
    return new ClusterEvaluation(Evaluation.joined(evaluations), skipped, resumed);
  }
}
