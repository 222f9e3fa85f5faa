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
import io.github.ann2snn.runtime.evaluation.RecordStream;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.spark.job.Checkpoint;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.stored.SamplePart;
import io.github.ann2snn.spark.stored.SamplePart.OpenSamples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;

/**
 * One evaluation: its parts become tasks of one Spark job, and what they give is joined.
 *
 * @param tasks runs them
 * @param parts in the order of their samples
 * @param samples digest of them all, asked for only if there is a checkpoint
 */
record PartRun(
    TaskJob tasks,
    EvaluationJob job,
    List<SamplePart> parts,
    Supplier<byte[]> samples,
    IntConsumer progress) {
  ClusterEvaluation run() throws IOException, InterruptedException {
    NetworkSetup setup = NetworkSetup.of(job.network(), job.settings());
    Optional<Checkpoint> checkpoint =
        Checkpoint.open(
            job.distribution().checkpoint(),
            () -> digest(setup),
            tasks.spark().hadoopConfiguration());
    Evaluation[] evaluations = new Evaluation[parts.size()];
    SkippedPart[] skipped = new SkippedPart[parts.size()];
    Broadcast<NetworkSetup> network = tasks.spark().broadcast(setup);
    EarlyExit exit = job.exit().orElse(null);
    try {
      int resumed =
          tasks.resume(
              parts,
              (part, files) -> {
                try (OpenSamples opened = part.open(files)) {
                  return evaluate(network.value(), exit, part.from(), opened);
                }
              },
              checkpoint,
              (p, outcome) -> {
                SamplePart part = parts.get(p);
                if (outcome.failure() == null) {
                  evaluations[p] = evaluation(outcome.result(), part.labels().length);
                } else {
                  requireSkipping(p, outcome.failure());
                  skipped[p] = new SkippedPart(part.from(), part.to(), outcome.failure().reason());
                }
                progress.accept(part.labels().length);
                return evaluations[p] != null;
              });
      return joined(present(evaluations), present(skipped), resumed);
    } finally {
      network.destroy();
    }
  }

  private static <T> List<T> present(T[] some) {
    return Stream.of(some).filter(Objects::nonNull).toList();
  }

  /** Of all that the outcome of a part depends on. */
  private byte[] digest(NetworkSetup setup) {
    MessageDigest digest = ContentDigest.sha256();
    setup.addTo(digest);
    String how = Text.of("%s %d", job.exit(), parts.size());
    digest.update(how.getBytes(StandardCharsets.UTF_8));
    return digest.digest(samples.get());
  }

  /**
   * Evaluates one part, on an executor.
   *
   * @param exit tells when samples would stop early; null if none is asked for
   */
  private static byte[] evaluate(
      NetworkSetup network, EarlyExit exit, int from, OpenSamples samples)
      throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBoolean(true); // as files of checkpoints have it
      RecordStream.write(
          new Evaluator(network.simulator(), 1, from)
              .evaluate(samples, Optional.ofNullable(exit), done -> {}),
          out);
      return bytes.toByteArray();
    }
  }

  private static Evaluation evaluation(byte[] bytes, int samples) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.readBoolean();
      return RecordStream.read(Evaluation.class, in, samples);
    }
  }

  private void requireSkipping(int part, TaskJob.Failure failure) throws ClusterException {
    if (job.skipCorrupt() && !failure.missing()) {
      return;
    }
    String where =
        Text.of(
            "part %d of %d (samples %d to %d)",
            part + 1, parts.size(), parts.get(part).from(), parts.get(part).to() - 1);
    throw new ClusterException(
        Kind.BAD_DATA,
        failure.missing()
            ? where + ": " + failure.notFound()
            : Text.of(
                "%s cannot be read: %s; repair the file, or leave such parts out with --skip-corrupt",
                where, failure.reason()));
  }

  private static ClusterEvaluation joined(
      List<Evaluation> evaluations, List<SkippedPart> skipped, int resumed)
      throws ClusterException {
    if (evaluations.isEmpty()) {
      throw new ClusterException(
          Kind.BAD_DATA,
          Text.of(
              "none of the %d parts can be read; the first: %s",
              skipped.size(), skipped.get(0).reason()));
    }
    return new ClusterEvaluation(Evaluation.joined(evaluations), skipped, resumed);
  }
}
