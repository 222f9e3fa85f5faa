package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.api.Engine;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.tuning.TrialRunner.SweepEngine;
import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterEvaluation;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterEvaluation.SkippedPart;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterSweep;
import io.github.ann2snn.runtime.cluster.Cluster.Distribution;
import io.github.ann2snn.runtime.cluster.Cluster.EvaluationJob;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredSamples;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
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
  private final boolean skipCorrupt;
  private Optional<StoredSplits> stored = Optional.empty();

  ClusterRun(BaseCommand command, Cluster cluster, Distribution distribution, boolean skipCorrupt) {
    this.command = command;
    this.cluster = cluster;
    this.distribution = distribution;
    this.skipCorrupt = skipCorrupt;
  }

  /**
   * Loads a data set: from where it lies, if it is one that the cluster reads, or here.
   *
   * @param cluster where networks are to run, if not here
   * @param network that is to take the samples
   * @param seed decides which samples are held out, if the data set does not
   */
  public static Dataset load(
      BaseCommand command,
      DataOptions data,
      Optional<ClusterRun> cluster,
      TakingNetwork network,
      long seed)
      throws IOException {
    return cluster.isPresent() && data.isStored()
        ? data.tell(command, cluster.get().open(data, network))
        : data.load(command, seed, network);
  }

  /** Samples stay where they lie; labels, and the few samples that are looked at again, do not. */
  private Dataset open(DataOptions data, TakingNetwork network)
      throws ClusterException, BadFileException {
    String name = data.dataset;
    int colon = name.indexOf(':');
    StoredSplits splits =
        cluster.open(
            new StoredLocation(
                name.substring(0, colon),
                name.substring(colon + 1),
                data.reading(command, network),
                skipCorrupt));
    splits.notices().forEach(notice -> data.takeNotice(command, name + ": " + notice));
    stored = Optional.of(splits);
    Optional<ColumnScale> scale = Optional.empty();
    if (splits.columnScale().isPresent()) {
      scale = Optional.of(ColumnScale.parse(splits.columnScale().get(), name));
    }
    int width = splits.shape().stream().reduce(1, Math::multiplyExact);
    return Dataset.of(
            name,
            splits.shape(),
            splits.classNames(),
            split(splits.train(), width),
            split(splits.test(), width))
        .withScale(scale);
  }

  private static Split split(StoredSamples samples, int width) {
    return Split.ofReader(samples::read, samples.areBytes(), samples.labels(), width);
  }

  @Override
  public Tested test(Simulator simulator, Samples samples, Optional<EarlyExit> exit)
      throws IOException, InterruptedException {
    EvaluationJob job =
        new EvaluationJob(
            simulator.network(), simulator.settings(), exit, distribution, skipCorrupt);
    FutureTask<String> digest = new FutureTask<>(() -> samples.split().contentDigest());
    if (stored.isPresent()) {
      Thread reading = new Thread(digest, "ann2snn-digest");
      reading.setDaemon(true);
      reading.start();
    }
    try {
      ClusterEvaluation done = evaluate(job, samples);
      tellResumed(done.resumed());
      return tested(samples, done, digest);
    } finally {
      digest.cancel(true);
    }
  }

  private ClusterEvaluation evaluate(EvaluationJob job, Samples samples)
      throws ClusterException, InterruptedException {
    try (Bar bar = Bar.start(command.terminal(), "Simulating", samples.split().size())) {
      return stored.isPresent()
          ? cluster.evaluate(job, stored.get().test(), bar::step)
          : cluster.evaluate(job, samples.split(), bar::step);
    }
  }

  private void tellResumed(int parts) {
    if (parts > 0) {
      command.say("Took over %d finished parts.", parts);
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
  private Tested tested(Samples samples, ClusterEvaluation done, FutureTask<String> digest)
      throws InterruptedException {
    Split split = samples.split();
    if (done.skipped().isEmpty()) {
      Split all = stored.isPresent() ? split.withDigest(get(digest)) : split;
      return new Tested(done.evaluation(), samples.with(all), List.of());
    }
    Split left = without(split, done.skipped());
    return new Tested(done.evaluation(), samples.with(left), notices(split, done));
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

  private static Split without(Split samples, List<SkippedPart> skipped) {
    BitSet left = new BitSet();
    left.set(0, samples.size());
    skipped.forEach(part -> left.clear(part.from(), part.to()));
    return samples.select(left.stream().toArray());
  }

  private List<String> notices(Split samples, ClusterEvaluation done) {
    List<String> notices = new ArrayList<>();
    notices.add(
        Text.of(
            "%d parts of the samples could not be read and are left out: %,d of %,d samples were evaluated.",
            done.skipped().size(), done.evaluation().samples(), samples.size()));
    for (SkippedPart part : done.skipped()) {
      notices.add(
          Text.of("Samples %d to %d are left out: %s", part.from(), part.to() - 1, part.reason()));
    }
    notices.forEach(notice -> command.warn("NOTICE: %s", notice));
    return notices;
  }

  @Override
  public void close() {
    stored.ifPresent(StoredSplits::close);
    cluster.close();
  }
}
