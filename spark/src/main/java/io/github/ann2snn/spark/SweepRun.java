package io.github.ann2snn.spark;

import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterSweep;
import io.github.ann2snn.runtime.cluster.Cluster.Distribution;
import io.github.ann2snn.runtime.evaluation.ExitSweep;
import io.github.ann2snn.runtime.evaluation.ExitSweep.Rule;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.RecordStream;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.spark.job.Checkpoint;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.stored.SamplePart;
import io.github.ann2snn.spark.stored.SamplePart.OpenSamples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.spark.broadcast.Broadcast;

/**
 * Some networks on the same samples: a task for each network and each part of the samples.
 *
 * @param tasks runs them
 */
record SweepRun(
    TaskJob tasks,
    List<SweepJob> jobs,
    ComparedSamples samples,
    Distribution how,
    IntConsumer progress) {
  private static final int FEWEST_SAMPLES = 64;

  /**
   * A network.
   *
   * @param rules null stands for no early exit
   */
  private record Setup(NetworkSetup network, Rule[] rules) implements Serializable {}

  /**
   * What a task is given.
   *
   * @param job index of its job
   * @param reference class that the other classifier gives each sample of the part
   */
  private record Item(int job, SamplePart part, int[] reference) implements Serializable {}

  ClusterSweep run() throws IOException, InterruptedException {
    List<Setup> setups = new ArrayList<>();
    for (SweepJob job : jobs) {
      Rule[] rules = job.rules().toArray(Rule[]::new);
      setups.add(new Setup(NetworkSetup.of(job.network(), job.settings()), rules));
    }
    int parts = parts();
    Optional<Checkpoint> checkpoint = checkpoint(setups, parts);
    SweepResult[] sums = new SweepResult[jobs.size()];
    Broadcast<List<Setup>> networks = tasks.spark().broadcast(setups);
    Optional<Broadcast<PackedRows>> shared = Optional.empty();
    if (jobs.size() > 1) {
      int size = samples.reference().length;
      shared =
          Optional.of(tasks.spark().broadcast(PackedRows.of(samples.samples(), 0, size, width())));
    }
    try {
      List<Item> items = items(parts, shared);
      int resumed =
          tasks.resume(
              items,
              (item, files) -> {
                try (OpenSamples opened = item.part.open(files)) {
                  return sweep(networks.value().get(item.job), item, opened);
                }
              },
              checkpoint,
              (i, outcome) -> {
                // Counts are whole numbers: the order in which tasks end does not matter.
                SweepResult result = result(outcome.get());
                int job = items.get(i).job;
                sums[job] = sums[job] == null ? result : sums[job].plus(result);
                progress.accept(result.samples());
                return true;
              });
      return new ClusterSweep(List.of(sums), resumed);
    } finally {
      networks.destroy();
      shared.ifPresent(Broadcast::destroy);
    }
  }

  /** As asked for, or so that all jobs together have four tasks for each core. */
  private int parts() {
    int size = samples.reference().length;
    int forAllCores = (4 * tasks.spark().defaultParallelism() - 1) / jobs.size() + 1;
    int fitting = (size - 1) / FEWEST_SAMPLES + 1;
    return Math.min(size, how.partitions().orElse(Math.min(forAllCores, fitting)));
  }

  private int width() {
    return jobs.get(0).network().inputs();
  }

  private List<Item> items(int parts, Optional<Broadcast<PackedRows>> shared) {
    List<SamplePart> cut =
        SamplePart.cut(
            samples.reference().length,
            parts,
            (from, to) ->
                shared.isPresent()
                    ? PackedRows.part(samples.samples(), from, to, shared.get())
                    : PackedRows.part(samples.samples(), from, to, width()));
    List<Item> items = new ArrayList<>();
    for (int job = 0; job < jobs.size(); job++) {
      for (SamplePart part : cut) {
        items.add(
            new Item(job, part, Arrays.copyOfRange(samples.reference(), part.from(), part.to())));
      }
    }
    return items;
  }

  /** In a folder of its own, because a tuning runs many. */
  private Optional<Checkpoint> checkpoint(List<Setup> setups, int parts) throws IOException {
    byte[] digest = how.checkpoint().isPresent() ? digest(setups, parts) : new byte[8];
    String own = "/sweep-" + HexFormat.of().formatHex(digest, 0, 8);
    return Checkpoint.open(
        how.checkpoint().map(folder -> folder + own),
        () -> digest,
        tasks.spark().hadoopConfiguration());
  }

  private byte[] digest(List<Setup> setups, int parts) {
    MessageDigest digest = ContentDigest.sha256();
    for (int job = 0; job < setups.size(); job++) {
      setups.get(job).network.addTo(digest);
      digest.update(jobs.get(job).rules().toString().getBytes(StandardCharsets.UTF_8));
    }
    ByteBuffer reference = ByteBuffer.allocate(Integer.BYTES * (samples.reference().length + 1));
    reference.putInt(parts).asIntBuffer().put(samples.reference());
    digest.update(reference.array());
    return digest.digest(PackedRows.digest(samples.samples(), width()));
  }

  /** Runs one network under all its early-exit rules on one part, on an executor. */
  private static byte[] sweep(Setup setup, Item item, OpenSamples samples)
      throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      RecordStream.write(
          ExitSweep.run(
              new SampleRuns(setup.network.simulator(), 1, item.part.from()),
              List.of(setup.rules),
              new ComparedSamples(samples, item.reference),
              done -> {}),
          out);
      return bytes.toByteArray();
    }
  }

  private static SweepResult result(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return RecordStream.read(SweepResult.class, in, 0);
    }
  }
}
