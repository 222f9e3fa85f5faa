package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.evaluation.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.ExitSweep;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.runtime.evaluation.SweepStream;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.spark.stored.SamplePart;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Runs one network under all its early-exit rules on one part of the samples, on an executor. */
final class SweepTask extends AbstractFunction2<TaskContext, Iterator<SweepTask.Item>, byte[]>
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
