package io.github.ann2snn.cli;

import io.github.ann2snn.datasets.ContentDigest;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.ClusterEvaluation;
import io.github.ann2snn.runtime.cluster.ClusterEvaluation.SkippedPart;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.EvaluationJob;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The engine that is a cluster. */
final class ClusterRun implements Engine, AutoCloseable {
  private final BaseCommand command;
  private final Cluster cluster;
  private final OptionalInt partitions;
  private final boolean skipCorrupt;
  private final Optional<String> checkpoint;
  private Optional<StoredDataset> stored = Optional.empty();

  ClusterRun(
      BaseCommand command,
      Cluster cluster,
      OptionalInt partitions,
      boolean skipCorrupt,
      Optional<String> checkpoint) {
    this.command = command;
    this.cluster = cluster;
    this.partitions = partitions;
    this.skipCorrupt = skipCorrupt;
    this.checkpoint = checkpoint;
  }

  /**
   * Opens the data set where it lies, if it is one that executors read themselves.
   *
   * @param name as the user says it
   * @param digestTraining whether the digest of the training samples is needed, for which all are
   *     read
   * @return empty if it is not such a data set
   */
  Optional<Dataset> open(String name, boolean digestTraining) throws IOException {
    if (!StoredDataset.isStored(name)) {
      return Optional.empty();
    }
    stored = Optional.of(StoredDataset.open(cluster, name));
    return Optional.of(stored.get().dataset(digestTraining));
  }

  @Override
  public Tested test(Simulator simulator, Dataset dataset, Optional<EarlyExit> exit)
      throws IOException, InterruptedException {
    EvaluationJob job =
        new EvaluationJob(
            simulator.network(), simulator.settings(), exit, partitions, skipCorrupt, checkpoint);
    ClusterEvaluation done;
    try (Bar bar =
        Bar.start(command.terminal(), "Simulating", dataset.test().size(), "samples", 1)) {
      done =
          stored.isPresent()
              ? cluster.evaluate(job, stored.get().test(), bar::step)
              : cluster.evaluate(job, new Samples(dataset.test()), bar::step);
    }
    if (done.resumed() > 0) {
      command.terminal().say("Took over %d finished parts.".formatted(done.resumed()));
    }
    return tested(dataset, done);
  }

  private Tested tested(Dataset dataset, ClusterEvaluation done) throws ClusterException {
    if (done.skipped().isEmpty() && stored.isEmpty()) {
      return new Tested(done.evaluation(), dataset, List.of());
    }
    Split left = without(dataset.test(), done.skipped());
    Dataset evaluated =
        new Dataset(
            dataset.name(),
            dataset.shape(),
            dataset.classNames(),
            dataset.train(),
            left,
            dataset.trainSha256(),
            ContentDigest.of(left));
    return new Tested(done.evaluation(), evaluated, notices(dataset, done));
  }

  private static Split without(Split samples, List<SkippedPart> skipped) {
    if (skipped.isEmpty()) {
      return samples;
    }
    return samples.select(
        IntStream.range(0, samples.size())
            .filter(i -> skipped.stream().noneMatch(part -> part.from() <= i && i < part.to()))
            .toArray());
  }

  private List<String> notices(Dataset dataset, ClusterEvaluation done) {
    List<String> notices = new ArrayList<>();
    if (!done.skipped().isEmpty()) {
      Evaluation evaluation = done.evaluation();
      notices.add(
          "%d parts of the samples could not be read and are left out: %,d of %,d samples were evaluated."
              .formatted(done.skipped().size(), evaluation.samples(), dataset.test().size()));
      for (SkippedPart part : done.skipped()) {
        notices.add(
            "Samples %d to %d are left out: %s"
                .formatted(part.from(), part.to() - 1, part.reason()));
      }
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
