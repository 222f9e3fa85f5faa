package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.cli.evaluate.Comparison.Engine;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.options.Samples;
import io.github.ann2snn.cli.options.StoredDataset;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.tuning.SweepEngine;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterEvaluation;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterEvaluation.SkippedPart;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterSweep;
import io.github.ann2snn.runtime.cluster.Cluster.Distribution;
import io.github.ann2snn.runtime.cluster.Cluster.EvaluationJob;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.evaluation.SweepJob;
import io.github.ann2snn.runtime.evaluation.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/** The engine that is a cluster. */
public final class ClusterRun implements Engine, SweepEngine, AutoCloseable {
  private final BaseCommand command;
  private final Cluster cluster;
  private final Distribution distribution;
  private boolean skipCorrupt;
  private Optional<StoredDataset> stored = Optional.empty();

  ClusterRun(BaseCommand command, Cluster cluster, Distribution distribution) {
    this.command = command;
    this.cluster = cluster;
    this.distribution = distribution;
  }

  /** Leaves out parts of the samples that cannot be read. */
  void skipCorrupt() {
    skipCorrupt = true;
  }

  /**
   * Loads a data set: from where it lies, if it is one that the cluster reads, or here. What lies
   * elsewhere comes without the digest of its test samples, for which all would be read.
   *
   * @param cluster where networks are to run, if not here
   * @param digestTraining whether the digest of training samples that lie elsewhere is needed
   * @param seed decides which samples are held out, if the data set does not
   */
  public static Dataset load(
      BaseCommand command,
      DataOptions data,
      Optional<ClusterRun> cluster,
      boolean digestTraining,
      long seed)
      throws IOException {
    return cluster.isPresent() && StoredDataset.isStored(data.dataset)
        ? data.tell(command, cluster.get().open(data, digestTraining))
        : data.load(command, seed);
  }

  private Dataset open(DataOptions data, boolean digestTraining) throws IOException {
    StoredDataset opened =
        StoredDataset.open(
            cluster, data.dataset, data.labelColumn, data.featureColumn, skipCorrupt);
    stored = Optional.of(opened);
    return opened.dataset(digestTraining);
  }

  @Override
  public Tested test(Simulator simulator, Dataset dataset, Optional<EarlyExit> exit)
      throws IOException, InterruptedException {
    EvaluationJob job =
        new EvaluationJob(
            simulator.network(), simulator.settings(), exit, distribution, skipCorrupt);
    FutureTask<String> digest = new FutureTask<>(() -> dataset.test().contentDigest());
    if (stored.isPresent()) {
      Thread reading = new Thread(digest, "ann2snn-digest");
      reading.setDaemon(true);
      reading.start();
    }
    try {
      ClusterEvaluation done = evaluate(job, dataset);
      tellResumed(done.resumed());
      return tested(dataset, done, digest);
    } finally {
      digest.cancel(true);
    }
  }

  private ClusterEvaluation evaluate(EvaluationJob job, Dataset dataset)
      throws ClusterException, InterruptedException {
    try (Bar bar =
        Bar.start(command.terminal(), "Simulating", dataset.test().size(), "samples", 1)) {
      return stored.isPresent()
          ? cluster.evaluate(job, stored.get().test(), bar::step)
          : cluster.evaluate(job, new Samples(dataset.test()), bar::step);
    }
  }

  private void tellResumed(int parts) {
    if (parts > 0) {
      command.terminal().say(Text.of("Took over %d finished parts.", parts));
    }
  }

  @Override
  public List<SweepResult> sweep(List<SweepJob> jobs, ComparedSamples samples, IntConsumer progress)
      throws ClusterException, InterruptedException {
    ClusterSweep done = cluster.sweep(jobs, samples, distribution, progress);
    tellResumed(done.resumed());
    return done.results();
  }

  @Override
  public int width() {
    return cluster.cores();
  }

  /**
   * @param digest of all test samples, which is read while they are evaluated, if they are not here
   */
  private Tested tested(Dataset dataset, ClusterEvaluation done, FutureTask<String> digest)
      throws InterruptedException {
    if (done.skipped().isEmpty()) {
      Dataset all = stored.isPresent() ? withTest(dataset, dataset.test(), get(digest)) : dataset;
      return new Tested(done.evaluation(), all, List.of());
    }
    Split left = without(dataset.test(), done.skipped());
    return new Tested(
        done.evaluation(), withTest(dataset, left, left.contentDigest()), notices(dataset, done));
  }

  private static String get(FutureTask<String> digest) throws InterruptedException {
    try {
      return digest.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException unread
          ? unread
          : new IllegalStateException(e.getCause());
    }
  }

  private static Dataset withTest(Dataset dataset, Split test, String sha256) {
    return new Dataset(
        dataset.name(),
        dataset.shape(),
        dataset.classNames(),
        dataset.train(),
        test,
        dataset.trainSha256(),
        sha256);
  }

  private static Split without(Split samples, List<SkippedPart> skipped) {
    BitSet left = new BitSet();
    left.set(0, samples.size());
    skipped.forEach(part -> left.clear(part.from(), part.to()));
    return samples.select(left.stream().toArray());
  }

  private List<String> notices(Dataset dataset, ClusterEvaluation done) {
    List<String> notices = new ArrayList<>();
    notices.add(
        Text.of(
            "%d parts of the samples could not be read and are left out: %,d of %,d samples were evaluated.",
            done.skipped().size(), done.evaluation().samples(), dataset.test().size()));
    for (SkippedPart part : done.skipped()) {
      notices.add(
          Text.of("Samples %d to %d are left out: %s", part.from(), part.to() - 1, part.reason()));
    }
    notices.forEach(notice -> command.terminal().warn("NOTICE: " + notice));
    return notices;
  }

  @Override
  public void close() {
    stored.ifPresent(StoredDataset::close);
    cluster.close();
  }
}
