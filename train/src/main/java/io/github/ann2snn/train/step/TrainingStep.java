package io.github.ann2snn.train.step;

import io.github.ann2snn.ann.architecture.NetworkStage;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.step.Part.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Loss and gradients of a network for a batch of samples, as Deeplearning4j computes them but some
 * times faster: on its parameters, into its gradients, in memory that is taken once. Results do not
 * depend on the number of threads.
 *
 * <p>Samples and labels are written to {@link #inputs} and {@link #labels} before each batch.
 */
public final class TrainingStep {
  private final Chain chain;
  private final LossLayer loss;
  private final float[] labels;
  private final int rows;
  private final List<List<StepLayer>> groups = new ArrayList<>();
  private long seed;
  private long samples;
  private int correct;

  private TrainingStep(Chain chain, TrainingConfig config, int rows) {
    this.chain = chain;
    this.rows = rows;
    Flow logits = chain.flows().get(chain.flows().size() - 1);
    this.loss = new LossLayer(logits, config.loss());
    this.labels = new float[Math.multiplyExact(rows, logits.width())];
    for (StepLayer layer : chain.layers()) {
      List<StepLayer> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
      if (last.isEmpty() || !layer.isSampleWise() || !last.get(0).isSampleWise()) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(layer);
    }
  }

  /**
   * Takes memory.
   *
   * @param network one that these settings made, of data type FLOAT
   * @param rows samples of the largest batch
   */
  public static TrainingStep of(MultiLayerNetwork network, TrainingConfig config, int rows) {
    List<NetworkStage> stages = ConfigurationReader.stages(network);
    if (network.getFlattenedGradients() == null) {
      network.initGradientsView();
    }
    Parameters all =
        new Parameters(
            NativeFloats.of(network.params()), NativeFloats.of(network.getFlattenedGradients()));
    return new TrainingStep(Chain.of(stages, config, rows, all), config, rows);
  }

  /** Room for the samples of a batch, row by row. */
  public float[] inputs() {
    return chain.flows().get(0).values();
  }

  /**
   * Reads samples to {@link #inputs}.
   *
   * @param from the first of them
   * @param count how many
   */
  public void read(Split samples, int from, int count) {
    IntStream.range(0, count)
        .parallel()
        .forEach(row -> samples.read(from + row, inputs(), row * samples.width()));
  }

  /** Room for their labels, a number for each class. */
  public float[] labels() {
    return labels;
  }

  /**
   * Begins an epoch.
   *
   * @param newSeed of what dropout drops
   */
  public void beginEpoch(long newSeed) {
    this.seed = newSeed;
    this.samples = 0;
  }

  /**
   * Writes the gradients of the mean loss to those of the network. Deeplearning4j's are sums over
   * the samples, which its updater divides.
   *
   * @param count samples of this batch
   * @return the mean loss, without weight decay
   */
  public double gradients(int count) {
    Batch batch = batch(count, true);
    samples += count;
    return Product.eachByOneThread(
        () -> {
          forward(batch, chain.layers().size());
          double mean = loss.loss(labels, count);
          correct = loss.correct(labels, count);
          for (int g = groups.size() - 1; g >= 0; g--) {
            backward(groups.get(g), batch);
          }
          return mean;
        });
  }

  /**
   * What the first sample of the last batch made of each stage: first the inputs, last the logits.
   *
   * @return activations, and the derivatives of the mean loss by what they are made of
   */
  public List<Signal> signals() {
    return chain.flows().stream()
        .map(flow -> new Signal(flow.row(flow.values(), 0), flow.row(flow.gradients(), 0)))
        .toList();
  }

  /**
   * Behind a stage.
   *
   * @param activations of its neurons; of the last stage the logits
   * @param deltas the derivatives of the loss by the sums of the neurons; empty of the inputs
   */
  public record Signal(float[] activations, float[] deltas) {}

  /** The probabilities that the network gave for the first sample of the last batch. */
  public float[] outputs() {
    return loss.outputs(0);
  }

  /** How many samples of the last batch were classified correctly: the lowest class on ties. */
  public int correct() {
    return correct;
  }

  /**
   * Runs the samples through the first stages, without dropout, and normalises by the statistics
   * that the network has kept.
   *
   * @param count samples
   * @param stages how many; after all of them there are logits, without the activation of the
   *     output layer
   * @return what comes out, row by row, until something else is run
   */
  public float[] run(int count, int stages) {
    Batch batch = batch(count, false);
    return Product.eachByOneThread(
        () -> {
          forward(batch, chain.ends().get(stages));
          return chain.flows().get(stages).values();
        });
  }

  private void forward(Batch batch, int layers) {
    int left = layers;
    for (List<StepLayer> group : groups) {
      int some = Math.min(left, group.size());
      if (some > 0) {
        forward(group.subList(0, some), batch);
      }
      left -= some;
    }
  }

  private Batch batch(int count, boolean isTraining) {
    Refusal.when(count < 1 || count > rows, "a batch of %d samples, of %d at most", count, rows);
    return isTraining ? new Batch(count, true, seed, samples) : Batch.ofInference(count);
  }

  private void forward(List<StepLayer> group, Batch batch) {
    forEachPart(group, batch, part -> group.forEach(layer -> layer.forward(part)));
  }

  private void backward(List<StepLayer> group, Batch batch) {
    forEachPart(
        group,
        batch,
        part -> {
          for (int layer = group.size() - 1; layer >= 0; layer--) {
            group.get(layer).backward(part);
          }
        });
    int parts = Math.min(chain.parts(), batch.rows());
    group.forEach(layer -> layer.sum(parts));
  }

  private interface PartConsumer {
    void accept(Part part);
  }

  private void forEachPart(List<StepLayer> group, Batch batch, PartConsumer consumer) {
    if (!group.get(0).isSampleWise()) {
      consumer.accept(batch.whole());
      return;
    }
    int parts = Math.min(chain.parts(), batch.rows());
    IntStream.range(0, parts)
        .parallel()
        .forEach(number -> consumer.accept(batch.part(number, parts)));
  }
}
