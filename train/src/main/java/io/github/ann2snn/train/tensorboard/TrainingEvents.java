package io.github.ann2snn.train.tensorboard;

import com.google.protobuf.ByteString;
import io.github.ann2snn.ann.record.BatchCurve;
import io.github.ann2snn.ann.record.EpochRecord;
import io.github.ann2snn.ann.record.Histogram;
import io.github.ann2snn.ann.record.LayerRecord;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.train.tensorboard.messages.EventMessages.DataType;
import io.github.ann2snn.train.tensorboard.messages.EventMessages.Event;
import io.github.ann2snn.train.tensorboard.messages.EventMessages.HistogramProto;
import io.github.ann2snn.train.tensorboard.messages.EventMessages.Summary;
import io.github.ann2snn.train.tensorboard.messages.EventMessages.SummaryMetadata;
import io.github.ann2snn.train.tensorboard.messages.EventMessages.TensorProto;
import io.github.ann2snn.train.tensorboard.messages.EventMessages.TensorShapeProto;
import java.util.ArrayList;
import java.util.List;

/**
 * A training as events. The step of what is told of an epoch is the number of the epoch, that of a
 * point of the curve the number of batches learned until then.
 */
final class TrainingEvents {
  private static final String VERSION = "brain.Event:2";

  private TrainingEvents() {}

  /** What a file begins with: the version of the format, and the network as text. */
  static List<Event> beginning(TrainingRecord record) {
    double time = record.epochs().isEmpty() ? 0 : started(record.epochs().get(0));
    Summary.Value network =
        Summary.Value.newBuilder()
            .setTag("network")
            .setMetadata(
                SummaryMetadata.newBuilder()
                    .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName("text")))
            .setTensor(text(indented(record.network())))
            .build();
    return List.of(
        Event.newBuilder().setWallTime(time).setFileVersion(VERSION).build(),
        event(time, 0, List.of(network)));
  }

  /** What TensorBoard shows as it stands; it takes text for Markdown. */
  private static String indented(String text) {
    return text.strip().lines().map(line -> "    " + line + "\n").reduce("", String::concat);
  }

  private static TensorProto text(String text) {
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_STRING)
        .setTensorShape(
            TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(1)))
        .addStringVal(ByteString.copyFromUtf8(text))
        .build();
  }

  /** What is told of an epoch. */
  static List<Event> of(EpochRecord epoch) {
    List<Event> events = new ArrayList<>();
    BatchCurve curve = epoch.curve();
    double start = started(epoch);
    for (int i = 0; i < curve.loss().size(); i++) {
      int batches = Math.min(epoch.batches(), (i + 1) * curve.batchesPerPoint());
      events.add(
          event(
              start + epoch.times().trainingSeconds() * batches / epoch.batches(),
              (epoch.epoch() - 1L) * epoch.batches() + batches,
              List.of(
                  scalar("batch/loss", curve.loss().get(i)),
                  scalar("batch/accuracy", curve.accuracy().get(i)))));
    }
    List<Summary.Value> values = new ArrayList<>();
    values.add(scalar("epoch/loss", epoch.loss()));
    values.add(scalar("epoch/accuracy", epoch.accuracy()));
    add(values, "epoch/validation_accuracy", epoch.validationAccuracy());
    add(values, "epoch/test_accuracy", epoch.testAccuracy());
    values.add(scalar("epoch/learning_rate", epoch.learningRate()));
    values.add(scalar("epoch/training_seconds", epoch.times().trainingSeconds()));
    values.add(scalar("epoch/evaluation_seconds", epoch.times().evaluationSeconds()));
    for (LayerRecord layer : epoch.layers()) {
      add(values, "gradient_norm/" + layer.name(), layer.gradientNorm());
      add(values, "update_norm/" + layer.name(), layer.updateNorm());
      add(values, "weight_norm/" + layer.name(), layer.weightNorm());
      add(values, "dead_share/" + layer.name(), layer.deadShare());
      add(values, "weights/" + layer.name(), layer.weights());
      add(values, "activations/" + layer.name(), layer.activations());
    }
    events.add(event(epoch.times().endedAt() / 1e3, epoch.epoch(), values));
    return events;
  }

  /** Seconds since 1970. */
  static double started(EpochRecord epoch) {
    EpochRecord.Times times = epoch.times();
    return times.endedAt() / 1e3 - times.trainingSeconds() - times.evaluationSeconds();
  }

  private static Event event(double time, long step, List<Summary.Value> values) {
    return Event.newBuilder()
        .setWallTime(time)
        .setStep(step)
        .setSummary(Summary.newBuilder().addAllValue(values))
        .build();
  }

  private static Summary.Value scalar(String tag, double value) {
    return Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value).build();
  }

  private static void add(List<Summary.Value> values, String tag, Double value) {
    if (value != null) {
      values.add(scalar(tag, value));
    }
  }

  private static void add(List<Summary.Value> values, String tag, Histogram histogram) {
    if (histogram == null) {
      return;
    }
    HistogramProto.Builder proto =
        HistogramProto.newBuilder()
            .setMin(histogram.min())
            .setMax(histogram.max())
            .setNum((double) histogram.numbers())
            .setSum(histogram.sum())
            .setSumSquares(histogram.sumOfSquares());
    for (int bin = 0; bin < histogram.counts().size(); bin++) {
      proto
          .addBucketLimit(histogram.upperEdge(bin))
          .addBucket(histogram.counts().get(bin).doubleValue());
    }
    values.add(Summary.Value.newBuilder().setTag(tag).setHisto(proto).build());
  }
}
