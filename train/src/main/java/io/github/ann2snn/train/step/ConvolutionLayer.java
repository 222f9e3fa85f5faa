package io.github.ann2snn.train.step;

import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.train.step.Product.Matrix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A convolution as products of matrices (Chellapilla et al. 2006): a row of the patches holds, for
 * a channel and a tap, what each output position of some samples reads. Where gradients are
 * computed patches are gathered once more: to keep them would take longer.
 */
final class ConvolutionLayer implements StepLayer {
  /** So many numbers of patches stay in the second-level cache. */
  private static final int CACHE = 1 << 17;

  private final Flow in;
  private final Flow out;
  private final FeatureMaps input;
  private final Segments segments;
  private final int channels;
  private final int positions;
  private final int fanIn;
  private final int chunk;
  private final Parameters biases;
  private final Parameters weights;
  private final List<PartGradients> sums = new ArrayList<>();
  private final Deque<Room> rooms = new ArrayDeque<>();

  ConvolutionLayer(
      Flow in,
      Flow out,
      Window window,
      FeatureMaps input,
      FeatureMaps output,
      int parts,
      Parameters.Taker parameters) {
    this.in = in;
    this.out = out;
    this.input = input;
    this.segments = Segments.of(window, input);
    this.channels = output.channels();
    this.positions = output.area();
    this.fanIn = Math.multiplyExact(input.channels(), segments.taps().length);
    this.chunk = (int) Math.max(1, CACHE / ((long) fanIn * positions));
    this.biases = parameters.take(channels);
    this.weights = parameters.take(Math.multiplyExact(channels, fanIn));
    for (int part = 0; part < parts; part++) {
      sums.add(new PartGradients(NativeFloats.of(weights.numbers().length()), new float[channels]));
    }
  }

  /** Gradients of a part of the samples. */
  private record PartGradients(NativeFloats weights, float[] biases) {}

  /**
   * What a thread needs.
   *
   * @param patches channels in times taps, by samples times positions
   * @param maps channels out, by samples times positions
   * @param row one of those rows
   */
  private record Room(NativeFloats patches, NativeFloats maps, float[] row) {}

  private Room takeRoom() {
    synchronized (rooms) {
      if (!rooms.isEmpty()) {
        return rooms.pop();
      }
    }
    long columns = (long) chunk * positions;
    return new Room(
        NativeFloats.of(fanIn * columns),
        NativeFloats.of(channels * columns),
        new float[Math.toIntExact(columns)]);
  }

  private interface Chunks {
    void run(Room room, int from, int samples);
  }

  private void forEachChunk(Part part, Chunks chunks) {
    Room room = takeRoom();
    for (int from = part.from(); from < part.to(); from += chunk) {
      chunks.run(room, from, Math.min(chunk, part.to() - from));
    }
    synchronized (rooms) {
      rooms.push(room);
    }
  }

  @Override
  public void forward(Part part) {
    float[] bias = biases.numbers().values();
    forEachChunk(part, (room, from, samples) -> forward(room, from, samples, bias));
  }

  private void forward(Room room, int from, int samples, float[] bias) {
    int columns = samples * positions;
    gather(room, from, samples);
    new Product(channels, columns, fanIn)
        .set(
            Matrix.of(weights.numbers(), fanIn),
            Matrix.of(room.patches, columns),
            Matrix.of(room.maps, columns));
    float[] row = room.row;
    float[] y = out.values();
    for (int c = 0; c < channels; c++) {
      room.maps.buffer().get(c * columns, row, 0, columns);
      for (int s = 0; s < samples; s++) {
        int to = (from + s) * out.width() + c * positions;
        for (int p = 0; p < positions; p++) {
          y[to + p] = row[s * positions + p] + bias[c];
        }
      }
    }
  }

  private void gather(Room room, int from, int samples) {
    int columns = samples * positions;
    int taps = segments.taps().length;
    for (int k = 0; k < fanIn; k++) {
      int tap = k % taps;
      if (!segments.isWhole()[tap]) {
        Arrays.fill(room.row, 0, columns, 0);
      }
      for (int s = 0; s < samples; s++) {
        int map = (from + s) * in.width() + k / taps * input.area();
        segments.gather(tap, in.values(), map, room.row, s * positions);
      }
      room.patches.buffer().put(k * columns, room.row, 0, columns);
    }
  }

  @Override
  public void backward(Part part) {
    PartGradients sum = sums.get(part.number());
    Arrays.fill(sum.biases, 0);
    if (in.needsGradients()) {
      Arrays.fill(in.gradients(), part.from() * in.width(), part.to() * in.width(), 0);
    }
    forEachChunk(
        part,
        (room, from, samples) -> {
          takeGradients(room, from, samples, sum.biases);
          gather(room, from, samples);
          int columns = samples * positions;
          Product product = new Product(channels, fanIn, columns);
          Matrix maps = Matrix.of(room.maps, columns);
          Matrix patches = Matrix.of(room.patches, columns).transposed();
          if (from == part.from()) {
            product.set(maps, patches, Matrix.of(sum.weights, fanIn));
          } else {
            product.add(maps, patches, Matrix.of(sum.weights, fanIn));
          }
          if (in.needsGradients()) {
            giveGradients(room, from, samples);
          }
        });
  }

  /** Those of the sums, channel by channel as the patches have samples. */
  private void takeGradients(Room room, int from, int samples, float[] bias) {
    int columns = samples * positions;
    for (int c = 0; c < channels; c++) {
      for (int s = 0; s < samples; s++) {
        int at = (from + s) * out.width() + c * positions;
        System.arraycopy(out.gradients(), at, room.row, s * positions, positions);
      }
      bias[c] += Sums.of(room.row, 0, columns);
      room.maps.buffer().put(c * columns, room.row, 0, columns);
    }
  }

  /** Those of the inputs, by way of the patches. */
  private void giveGradients(Room room, int from, int samples) {
    int columns = samples * positions;
    new Product(fanIn, columns, channels)
        .set(
            Matrix.of(weights.numbers(), fanIn).transposed(),
            Matrix.of(room.maps, columns),
            Matrix.of(room.patches, columns));
    int taps = segments.taps().length;
    for (int k = 0; k < fanIn; k++) {
      room.patches.buffer().get(k * columns, room.row, 0, columns);
      for (int s = 0; s < samples; s++) {
        int map = (from + s) * in.width() + k / taps * input.area();
        segments.spread(k % taps, 1, room.row, s * positions, in.gradients(), map);
      }
    }
  }

  @Override
  public void sum(int parts) {
    float[] weight = new float[weights.numbers().length()];
    float[] bias = new float[channels];
    float[] part = new float[weight.length];
    for (PartGradients sum : sums.subList(0, parts)) {
      sum.weights.buffer().get(0, part);
      Sums.add(part, weight);
      Sums.add(sum.biases, bias);
    }
    weights.gradients().buffer().put(0, weight);
    biases.gradients().buffer().put(0, bias);
  }
}
