package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.onnx.RandomNetwork.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Draws convolutions and poolings, whose windows are written in any of the ways there are. */
final class RandomWindows {
  private final Random random;
  private final OnnxWriter out;

  RandomWindows(Random random, OnnxWriter out) {
    this.random = random;
    this.out = out;
  }

  /** Attributes of a window over values, and the shape of what it makes. */
  private Map<String, Object> window(Values x, boolean pooling, List<Integer> made) {
    Map<String, Object> attributes = new TreeMap<>();
    int space = x.rank() - 1;
    List<Integer> kernel = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    List<Integer> dilations = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    boolean dilates = !pooling && random.nextInt(3) == 0;
    String auto =
        List.of("NOTSET", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID").get(random.nextInt(5));
    for (int d = 1; d <= space; d++) {
      int size = x.shape().get(d);
      int taps = out.range(1, Math.min(3, size));
      int dilation = dilates && (taps - 1) * 2 < size && auto.equals("NOTSET") ? 2 : 1;
      int reach = (taps - 1) * dilation + 1;
      int stride = out.range(1, pooling ? taps : 2);
      int most = pooling ? (taps - 1) / 2 : reach - 1;
      kernel.add(taps);
      strides.add(stride);
      dilations.add(dilation);
      before.add(auto.equals("NOTSET") ? out.range(0, most) : 0);
      after.add(auto.equals("NOTSET") ? out.range(0, most) : 0);
      int padded = size + before.get(d - 1) + after.get(d - 1);
      made.add(auto.startsWith("SAME") ? (size - 1) / stride + 1 : (padded - reach) / stride + 1);
    }
    attributes.put("kernel_shape", kernel);
    attributes.put("strides", strides);
    if (dilates) {
      attributes.put("dilations", dilations);
    }
    if (!auto.equals("NOTSET")) {
      attributes.put("auto_pad", auto);
    } else if (random.nextBoolean() || Collections.max(before) + Collections.max(after) > 0) {
      List<Integer> pads = new ArrayList<>(before);
      pads.addAll(after);
      attributes.put("pads", pads);
    }
    return attributes;
  }

  /** A convolution, maybe in groups. */
  Values conv(Values x) {
    List<Integer> shape = new ArrayList<>();
    Map<String, Object> attributes = window(x, false, shape);
    int groups = random.nextInt(3) == 0 ? x.channels() : 1;
    int channels = groups * out.range(1, groups > 1 ? 2 : 6);
    shape.add(0, channels);
    if (groups > 1 || random.nextBoolean()) {
      attributes.put("group", groups);
    }
    List<Integer> kernel = new ArrayList<>(List.of(channels, x.channels() / groups));
    ((List<?>) attributes.get("kernel_shape")).forEach(taps -> kernel.add((Integer) taps));
    if (random.nextBoolean()) {
      attributes.remove("kernel_shape");
    }
    int fanIn = OnnxWriter.size(kernel) / channels;
    String weight = out.weights(fanIn, kernel.toArray(Integer[]::new));
    String made =
        random.nextBoolean()
            ? out.node("Conv", attributes, x.name(), weight, out.weights(4, channels))
            : out.node("Conv", attributes, x.name(), weight);
    return new Values(made, shape);
  }

  /** Maxima or means. */
  Values pool(Values x) {
    List<Integer> shape = new ArrayList<>();
    Map<String, Object> attributes = window(x, true, shape);
    shape.add(0, x.channels());
    boolean max = random.nextBoolean();
    // From set 19 on, ONNX Runtime divides otherwise until 1.24; 1.30 does as the format says.
    if (!max && !out.since(19) && random.nextBoolean()) {
      attributes.put("count_include_pad", 1);
    }
    return new Values(out.node(max ? "MaxPool" : "AveragePool", attributes, x.name()), shape);
  }
}
