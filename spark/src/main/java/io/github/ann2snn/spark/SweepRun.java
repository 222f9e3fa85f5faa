package io.github.ann2snn.spark;

import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import io.github.ann2snn.runtime.cluster.ClusterSweep;
import io.github.ann2snn.runtime.cluster.Distribution;
import io.github.ann2snn.runtime.evaluation.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SweepJob;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.runtime.evaluation.SweepStream;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.spark.job.Checkpoint;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.stored.SamplePart;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

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
}
