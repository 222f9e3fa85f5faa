package io.github.ann2snn.spark;

import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterSweep;
import io.github.ann2snn.runtime.cluster.Cluster.Distribution;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import io.github.ann2snn.runtime.evaluation.ExitSweep;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.evaluation.SweepJob;
import io.github.ann2snn.runtime.evaluation.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.runtime.evaluation.SweepStream;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.spark.PackedPart.SharedPart;
import io.github.ann2snn.spark.job.Checkpoint;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.stored.SamplePart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Some networks on the same samples: a task for each network and each part of the samples. */
final class SweepRun {
  private static final int FEWEST_SAMPLES = 64;

  private final JavaSparkContext spark;
  private final List<SweepJob> jobs;
  private final ComparedSamples samples;
  private final Distribution how;
  private final IntConsumer progress;
  private final int parts;
  private final SweepResult[] sums;

  SweepRun(
      JavaSparkContext spark,
      List<SweepJob> jobs,
      ComparedSamples samples,
      Distribution how,
      IntConsumer progress) {
    this.spark = spark;
    this.jobs = jobs;
    this.samples = samples;
    this.how = how;
    this.progress = progress;
    this.parts = parts();
    this.sums = new SweepResult[jobs.size()];
  }

  /** As asked for, or so that all jobs together have four tasks for each core. */
  private int parts() {
    int size = samples.reference().length;
    int forAllCores = (4 * spark.defaultParallelism() - 1) / jobs.size() + 1;
    int fitting = (size - 1) / FEWEST_SAMPLES + 1;
    return Math.min(size, how.partitions().orElse(Math.min(forAllCores, fitting)));
  }

  ClusterSweep run() throws ClusterException, InterruptedException {
    try {
      List<SweepTask.Job> setups = new ArrayList<>();
      for (SweepJob job : jobs) {
        NetworkSetup network = NetworkSetup.of(job.network(), job.settings());
        EarlyExit[] rules =
            job.rules().stream().map(rule -> rule.orElse(null)).toArray(EarlyExit[]::new);
        setups.add(new SweepTask.Job(network, rules));
      }
      int resumed = run(setups);
      return new ClusterSweep(List.of(sums), resumed);
    } catch (ClusterException e) {
      throw e;
    } catch (IOException e) {
      throw new ClusterException(Kind.FAILED, e.getMessage(), e);
    }
  }

  private int run(List<SweepTask.Job> setups) throws IOException, InterruptedException {
    Optional<Checkpoint> checkpoint = checkpoint(setups);
    Broadcast<List<SweepTask.Job>> networks = spark.broadcast(setups);
    Optional<Broadcast<PackedPart>> shared = Optional.empty();
    if (jobs.size() > 1) {
      shared = Optional.of(spark.broadcast(packed()));
    }
    try {
      List<SweepTask.Item> items = items(shared);
      return new TaskJob<>(spark, items, checkpoint)
          .run(new SweepTask(networks), (item, bytes) -> take(items.get(item), bytes));
    } finally {
      networks.destroy();
      shared.ifPresent(Broadcast::destroy);
    }
  }

  private PackedPart packed() {
    return PackedPart.of(samples.samples(), 0, samples.reference().length, width());
  }

  private int width() {
    return jobs.get(0).network().inputs();
  }

  private List<SweepTask.Item> items(Optional<Broadcast<PackedPart>> shared) {
    List<SweepTask.Item> items = new ArrayList<>();
    int size = samples.reference().length;
    for (int job = 0; job < jobs.size(); job++) {
      for (int p = 0; p < parts; p++) {
        int from = SamplePart.bound(p, parts, size);
        int to = SamplePart.bound(p + 1, parts, size);
        SamplePart part =
            shared.isPresent()
                ? new SharedPart(from, to, shared.get())
                : new SentPart(samples.samples(), from, to, width());
        items.add(new SweepTask.Item(job, part, Arrays.copyOfRange(samples.reference(), from, to)));
      }
    }
    return items;
  }

  /** Counts are whole numbers: the order in which tasks end does not matter. */
  private boolean take(SweepTask.Item item, byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      SweepResult result = SweepStream.read(in);
      int job = item.job();
      sums[job] = sums[job] == null ? result : sums[job].plus(result);
      progress.accept(result.samples());
      return true;
    }
  }

  /** In a folder of its own, because a tuning runs many. */
  private Optional<Checkpoint> checkpoint(List<SweepTask.Job> setups) throws IOException {
    if (how.checkpoint().isEmpty()) {
      return Optional.empty();
    }
    byte[] digest = digest(setups);
    String folder =
        how.checkpoint().get() + "/sweep-" + HexFormat.of().formatHex(digest).substring(0, 16);
    return Optional.of(Checkpoint.open(folder, digest, spark.hadoopConfiguration()));
  }

  private byte[] digest(List<SweepTask.Job> setups) {
    MessageDigest digest = ContentDigest.sha256();
    for (int job = 0; job < setups.size(); job++) {
      setups.get(job).network().addTo(digest);
      digest.update(jobs.get(job).rules().toString().getBytes(StandardCharsets.UTF_8));
    }
    ByteBuffer reference = ByteBuffer.allocate(Integer.BYTES * (samples.reference().length + 1));
    reference.putInt(parts).asIntBuffer().put(samples.reference());
    digest.update(reference.array());
    return digest.digest(SamplesDigest.of(samples.samples(), width()).get());
  }

  /** Runs one network under all its early-exit rules on one part of the samples, on an executor. */
  private static final class SweepTask
      extends AbstractFunction2<TaskContext, Iterator<SweepTask.Item>, byte[]>
      implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final Broadcast<List<Job>> jobs;

    /**
     * What a task is given.
     *
     * @param job index of its job
     * @param reference class that the other classifier gives each sample of the part
     */
    record Item(int job, SamplePart part, int[] reference) implements Serializable {}

    /**
     * A network.
     *
     * @param rules null stands for no early exit
     */
    record Job(NetworkSetup network, EarlyExit[] rules) implements Serializable {}

    SweepTask(Broadcast<List<Job>> jobs) {
      this.jobs = jobs;
    }

    @Override
    public byte[] apply(TaskContext task, Iterator<Item> items) {
      Item item = items.next();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        SweepStream.write(run(item), out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    private SweepResult run(Item item) throws IOException {
      Job job = jobs.value().get(item.job);
      SampleRuns runs = new SampleRuns(job.network.simulator(), 1, item.part.from());
      try (SamplePart.OpenSamples samples = item.part.open(new Configuration(false))) {
        return ExitSweep.run(
            runs,
            Arrays.stream(job.rules).map(Optional::ofNullable).toList(),
            new ComparedSamples(samples, item.reference),
            done -> {});
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the task was called off", e);
      }
    }
  }
}
