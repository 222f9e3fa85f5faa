package io.github.ann2snn.ann.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.ann2snn.ann.onnx.RandomNetwork.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws what treats every value for itself, as layers and as the arithmetic of exporters. */
final class RandomArithmetic {
  private final Random random;
  private final OnnxWriter out;

  RandomArithmetic(Random random, OnnxWriter out) {
    this.random = random;
    this.out = out;
  }

  /** What treats every value for itself. */
  Values each(Values x) {
    String in = x.name();
    String made =
        switch (random.nextInt(18)) {
          case 0, 1, 2 -> out.node("Relu", Map.of(), in);
          case 3 -> clip(in);
          case 4 -> out.node("LeakyRelu", Map.of("alpha", random.nextFloat()), in);
          case 5 -> {
            float[] slopes = out.numbers(x.channels(), 0.5f);
            for (int c = 0; c < slopes.length; c++) {
              slopes[c] = Math.abs(slopes[c]);
            }
            yield out.node("PRelu", Map.of(), in, out.constant(perChannel(x), slopes));
          }
          case 6 -> out.node("HardSigmoid", Map.of("alpha", 0.25f), in);
          case 7 -> out.node("Abs", Map.of(), in);
          case 8 -> out.node("Neg", Map.of(), in);
          case 9 -> out.node("Mul", Map.of(), in, constantFor(x));
          case 10 -> out.node("Sub", Map.of(), constantFor(x), in);
          case 11 -> out.node("Div", Map.of(), in, away(x));
          case 12 -> out.node("Identity", Map.of(), in);
          case 13 -> out.node("Dropout", Map.of(), in);
          case 14 -> out.node("Cast", Map.of("to", DataType.FLOAT.getNumber()), in);
          case 15 -> bounds(in);
          case 16 -> byHand(x);
          default -> out.node("Add", Map.of(), constantFor(x), in);
        };
    return new Values(made, x.shape());
  }

  /** Batch normalisation as a layer. */
  Values norm(Values x) {
    float[] variance = out.numbers(x.channels(), 0.5f);
    for (int c = 0; c < variance.length; c++) {
      variance[c] += 1;
    }
    List<Integer> channels = List.of(x.channels());
    String[] inputs = {
      x.name(),
      out.weights(2, x.channels()),
      out.weights(9, x.channels()),
      out.weights(9, x.channels()),
      out.constant(channels, variance)
    };
    return new Values(out.node("BatchNormalization", Map.of("epsilon", 1e-3f), inputs), x.shape());
  }

  private String clip(String in) {
    float least = random.nextInt(3) - 1;
    float most = least + 0.5f + random.nextFloat();
    return out.since(11)
        ? out.node(
            "Clip", Map.of(), in, out.scalar(least), random.nextBoolean() ? out.scalar(most) : "")
        : out.node("Clip", Map.of("min", least, "max", most), in);
  }

  private String bounds(String in) {
    if (!out.since(8)) {
      return out.node("Relu", Map.of(), in);
    }
    String above = out.node("Max", Map.of(), in, out.scalar(-0.3f));
    return out.node("Min", Map.of(), out.scalar(0.9f), above);
  }

  /** Batch normalisation as arithmetic. */
  private String byHand(Values x) {
    String variance = out.node("Add", Map.of(), away(x), out.scalar(1e-3f));
    String root =
        random.nextBoolean()
            ? out.node("Sqrt", Map.of(), variance)
            : out.node("Pow", Map.of(), variance, out.scalar(0.5f));
    return out.node("Mul", Map.of(), x.name(), out.node("Reciprocal", Map.of(), root));
  }

  /** One number for each channel, in a shape that fits the values. */
  private List<Integer> perChannel(Values x) {
    List<Integer> dims = new ArrayList<>(List.of(x.channels()));
    dims.addAll(Collections.nCopies(x.rank() - 1, 1));
    return dims;
  }

  /** A constant that is repeated for values in one of several ways. */
  String constantFor(Values x) {
    List<Integer> dims = dimsFor(x);
    return out.constant(dims, out.numbers(OnnxWriter.size(dims), 1));
  }

  /** Likewise, away from 0. */
  private String away(Values x) {
    List<Integer> dims = dimsFor(x);
    float[] numbers = out.numbers(OnnxWriter.size(dims), 0.5f);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += 1;
    }
    return out.constant(dims, numbers);
  }

  private List<Integer> dimsFor(Values x) {
    List<Integer> dims = new ArrayList<>(perChannel(x));
    switch (random.nextInt(5)) {
      case 0 -> dims = new ArrayList<>(List.of());
      case 1 -> dims = new ArrayList<>(x.shape());
      case 2 -> dims.add(0, 1);
      case 3 -> dims.set(dims.size() - 1, x.shape().get(dims.size() - 1));
      default -> {}
    }
    return dims;
  }
}
