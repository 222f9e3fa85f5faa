package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.kernel.WindowProgram.Currents;
import io.github.ann2snn.runtime.kernel.WindowProgram.Strip;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/** Plain loops, which the JIT compiler vectorises where it can. */
public final class ScalarKernel implements Kernel {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void takeNonzero(float[] input, SparseInput into) {
    into.take(input);
  }

  @Override
  public void addInput(LayerProgram layer, int from, SparseInput x, float[] current) {
    addProducts(
        layer.weights(), layer.tile(from), layer.width(from), x, current, Aligned.LEAD + from);
  }

  /** Four rows a pass: each sum is still made in the order of the inputs. */
  private static void addProducts(
      float[] w, int tile, int n, SparseInput x, float[] to, int current) {
    int[] indices = x.indices();
    float[] values = x.values();
    int count = x.count();
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      int a = tile + indices[k] * n;
      int b = tile + indices[k + 1] * n;
      int c = tile + indices[k + 2] * n;
      int d = tile + indices[k + 3] * n;
      float p = values[k];
      float q = values[k + 1];
      float r = values[k + 2];
      float s = values[k + 3];
      for (int j = 0; j < n; j++) {
        to[current + j] =
            to[current + j] + w[a + j] * p + w[b + j] * q + w[c + j] * r + w[d + j] * s;
      }
    }
    for (; k < count; k++) {
      int row = tile + indices[k] * n;
      for (int j = 0; j < n; j++) {
        to[current + j] += w[row + j] * values[k];
      }
    }
  }

  @Override
  public void addSpikes(
      LayerProgram layer, int from, SpikeTrain in, int t0, int steps, float[] base, float[] to) {
    int width = layer.width(from);
    int[] offsets = in.offsets();
    for (int t = 0; t < steps; t++) {
      int current = Aligned.LEAD + t * width;
      if (base != to) {
        System.arraycopy(base, Aligned.LEAD + from, to, current, width);
      }
      addRows(layer, from, in.indices(), offsets[t0 + t], offsets[t0 + t + 1], to, current);
    }
  }

  /** Four rows a pass: each sum is still made in the order of the events. */
  private static void addRows(
      LayerProgram layer, int from, int[] indices, int begin, int end, float[] to, int current) {
    float[] w = layer.weights();
    int tile = layer.tile(from);
    int n = layer.width(from);
    int k = begin;
    for (; k + 4 <= end; k += 4) {
      int a = tile + indices[k] * n;
      int b = tile + indices[k + 1] * n;
      int c = tile + indices[k + 2] * n;
      int d = tile + indices[k + 3] * n;
      for (int j = 0; j < n; j++) {
        to[current + j] = to[current + j] + w[a + j] + w[b + j] + w[c + j] + w[d + j];
      }
    }
    for (; k < end; k++) {
      int row = tile + indices[k] * n;
      for (int j = 0; j < n; j++) {
        to[current + j] += w[row + j];
      }
    }
  }

  @Override
  public int lanes() {
    return NeuronProgram.PADDING;
  }

  @Override
  public boolean addsIntegerWindows() {
    return false;
  }

  @Override
  public void addWindows(WindowProgram p, MapEvents in, Currents c) {
    // without an iterator, which would be an object
    for (int n = 0; n < p.strips().size(); n++) {
      Strip strip = p.strips().get(n);
      for (int x = 0; x < p.outputColumns(); x += strip.columns()) {
        int columns = Math.min(strip.columns(), p.outputColumns() - x);
        for (int y = 0; y < p.outputRows(); y++) {
          for (int column = 0; column < columns; column++) {
            addWindow(p, strip, x, column, y, in, c);
          }
        }
      }
    }
  }

  /**
   * The sums of a strip at a position.
   *
   * @param column which of those whose weights lie together
   */
  private void addWindow(
      WindowProgram p, Strip s, int x, int column, int y, MapEvents in, Currents c) {
    int width = s.width() * lanes();
    int place = y * p.row() + (x + column) * p.lanes() + s.vector() * lanes();
    float[] to = c.to();
    int at = c.at() + place;
    if (c.base() != to || c.from() != c.at()) {
      System.arraycopy(c.base(), c.from() + place, to, at, width);
    }
    int firstTap = p.firstTap(y);
    for (int tap = firstTap; tap < firstTap + p.taps(y); tap++) {
      int line = p.vertical().at(y, tap);
      int blocks = line * p.inputRow();
      for (int range = s.first()[x]; range < s.first()[x + 1]; range++) {
        int shift = s.shift(p, range, line, tap) + column * width;
        int end = in.first[blocks + s.end()[range]];
        for (int i = in.first[blocks + s.begin()[range]]; i < end; i++) {
          int from = shift + in.places[i] * s.perPlace();
          float value = in.value(i);
          for (int j = 0; j < width; j++) {
            to[at + j] += p.weights()[from + j] * value;
          }
        }
      }
    }
  }

  @Override
  public void addDirect(Direct program, MapSpikes in, int t, Currents currents) {
    float[] weight = program.weight();
    float[] to = currents.to();
    int lines = program.lines() ? 2 : 1;
    long all = (1L << lines * MapSpikes.BLOCK) - 1;
    if (currents.base() != to || currents.from() != currents.at()) {
      System.arraycopy(currents.base(), currents.from(), to, currents.at(), weight.length);
    }
    for (int block = 0; block < program.first().length; block++) {
      for (long left = program.sources(in, t, block) & all; left != 0; left &= left - 1) {
        int line = Long.numberOfTrailingZeros(left);
        int place = block * MapSpikes.BLOCK + line / lines;
        to[currents.at() + place] += line % lines == 0 ? weight[place] : -weight[place];
      }
    }
  }

  @Override
  public void put(int[] fired, int first, int end, int t, int steps, MapSpikes to) {
    for (int k = 0; k < steps; k++) {
      for (int block = first; block < end; block++) {
        int mask = 0;
        for (int lane = 0; lane < MapSpikes.BLOCK; lane++) {
          mask |= (fired[Aligned.LEAD + block * MapSpikes.BLOCK + lane] >>> k & 1) << lane;
        }
        to.masks[to.at(t + k) + block] = (short) mask;
      }
    }
  }

  @Override
  public void list(MapSpikes spikes, int t, MapEvents to) {
    to.take(spikes, t);
  }

  @Override
  public void count(MapSpikes spikes, int t, int[] first, int[] seen, float[] counts) {
    int perPosition = spikes.blocks();
    Arrays.fill(counts, 0);
    for (int q = 0; q + 1 < first.length; q++) {
      for (int block = 0; block < perPosition; block++) {
        int at = Aligned.LEAD + (q * perPosition + block) * MapSpikes.BLOCK;
        for (int n = first[q]; n < first[q + 1]; n++) {
          int mask = spikes.mask(t, seen[n], block);
          for (int k = 0; k < MapSpikes.BLOCK; k++) {
            counts[at + k] += mask >>> k & 1;
          }
        }
      }
    }
  }

  @Override
  public void list(float[] values, MapEvents to) {
    to.take(values);
  }

  @Override
  public void integrateAndFire(
      NeuronProgram layer,
      int from,
      float[] in,
      int at,
      int stride,
      int steps,
      float[] v,
      int[] fired) {
    float[] theta = layer.firing().theta();
    for (int j = 0; j < layer.width(from); j++) {
      int neuron = Aligned.LEAD + from + j;
      float potential = v[neuron];
      float threshold = theta[neuron];
      int bits = 0;
      for (int t = 0; t < steps; t++) {
        potential += in[at + t * stride + j];
        if (layer.saturates()) {
          potential = Arithmetic.saturate((int) potential);
        }
        if (potential >= threshold) {
          potential -= threshold;
          bits |= 1 << t;
        }
      }
      v[neuron] = potential;
      fired[neuron] = bits;
    }
  }

  @Override
  public void integrate(NeuronProgram layer, int from, float[] currents, int at, float[] v) {
    int first = Aligned.LEAD + from;
    int n = layer.width(from);
    if (layer.dynamics() instanceof NeuronProgram.Leaky leaky) {
      for (int j = 0; j < n; j++) {
        int neuron = first + j;
        float drive = leaky.resistance()[neuron] * currents[at + j];
        v[neuron] = v[neuron] + leaky.step()[neuron] * ((leaky.leak()[neuron] - v[neuron]) + drive);
      }
    } else if (layer.dynamics() instanceof NeuronProgram.Plain plain) {
      for (int j = 0; j < n; j++) {
        v[first + j] = v[first + j] + plain.resistance()[first + j] * currents[at + j];
      }
    } else {
      NeuronProgram.Synaptic synaptic = (NeuronProgram.Synaptic) layer.dynamics();
      integrate(synaptic, n, first, layer.stride(), currents, at, v);
    }
  }

  private static void integrate(
      NeuronProgram.Synaptic synaptic,
      int n,
      int first,
      int behind,
      float[] in,
      int at,
      float[] v) {
    for (int j = 0; j < n; j++) {
      int neuron = first + j;
      float i = v[behind + neuron];
      float drive = synaptic.resistance()[neuron] * i;
      v[neuron] =
          v[neuron]
              + synaptic.membraneStep()[neuron] * ((synaptic.leak()[neuron] - v[neuron]) + drive);
      float arriving = synaptic.inputWeight()[neuron] * in[at + j];
      v[behind + neuron] = i + synaptic.synapticStep()[neuron] * (arriving - i);
    }
  }

  @Override
  public void fire(NeuronProgram layer, int from, float[] v, int bit, int[] history) {
    NeuronProgram.Thresholds firing = layer.firing();
    for (int j = Aligned.LEAD + from; j < Aligned.LEAD + from + layer.width(from); j++) {
      float theta = firing.theta()[j];
      if (v[j] > theta || (firing.atThreshold() && v[j] == theta)) {
        history[j] |= bit;
        v[j] = firing.subtract() ? v[j] - theta : firing.reset()[j];
      }
    }
  }

  /** Without a branch for each neuron: those that stay silent are overwritten by the next. */
  @Override
  public void decode(History history, int neurons, int steps, SpikeTrain train) {
    int[] fired = history.fired();
    int[] who = history.neurons();
    int[] active = history.active();
    int count = 0;
    int spikes = 0;
    for (int j = Aligned.LEAD; j < Aligned.LEAD + neurons; j++) {
      who[count] = history.who()[j];
      active[count] = fired[j];
      count += fired[j] != 0 ? 1 : 0;
      spikes += Integer.bitCount(fired[j]);
    }
    Arrays.fill(active, count, count + 3, 0);
    int[] target = train.reserve(spikes + 1);
    int next = train.end();
    for (int t = 0; t < steps; t++) {
      next = list(who, active, count, t, target, next);
      train.endStep(next);
    }
  }

  /**
   * Lists who fires at a step, four at a time: left to itself, C2 makes of it what takes twice as
   * long in many processes (JDK 17).
   *
   * @param active when they fire, 0 behind them up to a multiple of four
   */
  private static int list(int[] who, int[] active, int count, int t, int[] target, int begin) {
    int next = begin;
    for (int k = 0; k < count; k += 4) {
      target[next] = who[k];
      next += active[k] >>> t & 1;
      target[next] = who[k + 1];
      next += active[k + 1] >>> t & 1;
      target[next] = who[k + 2];
      next += active[k + 2] >>> t & 1;
      target[next] = who[k + 3];
      next += active[k + 3] >>> t & 1;
    }
    return next;
  }

  @Override
  public int wake(NeuronProgram layer, float[] current, float[] v, Awake into) {
    float[] theta = layer.firing().theta();
    int[] who = into.history().who();
    int count = Aligned.LEAD;
    for (int j = Aligned.LEAD; j < Aligned.LEAD + layer.stride(); j++) {
      who[count] = j - Aligned.LEAD;
      // The sign bit of -n is 1 where n > 0; -0 becomes 0.
      int rises = -Float.floatToRawIntBits(current[j] + 0f);
      int fires = ~Float.floatToRawIntBits(v[j] - theta[j]);
      count += (rises | fires) >>> 31;
    }
    into.take(count - Aligned.LEAD, current, v, theta);
    return count - Aligned.LEAD;
  }

  @Override
  public void addSpikes(
      IntegerProgram layer, int from, SpikeTrain in, int t0, int steps, short[] base, short[] to) {
    short[] w = layer.weights();
    int width = layer.width(from);
    for (int t = 0; t < steps; t++) {
      int current = Aligned.SHORT_LEAD + t * width;
      if (base != to) {
        System.arraycopy(base, Aligned.SHORT_LEAD + from, to, current, width);
      }
      for (int k = in.offsets()[t0 + t]; k < in.offsets()[t0 + t + 1]; k++) {
        int row = layer.tile(from) + in.indices()[k] * width;
        for (int j = 0; j < width; j++) {
          to[current + j] += w[row + j];
        }
      }
    }
  }

  @Override
  public void inject(IntegerProgram layer, float[] products, short[] current) {
    for (int j = 0; j < layer.stride(); j++) {
      int injected = Arithmetic.injected((int) products[Aligned.LEAD + j]);
      int place = Aligned.SHORT_LEAD + IntegerProgram.place(j);
      current[place] = (short) (layer.bias()[place] + injected);
    }
  }

  @Override
  public void integrateAndFire(
      IntegerProgram layer,
      int from,
      short[] in,
      int at,
      int stride,
      int steps,
      short[] v,
      short[] room,
      int[] fired) {
    for (int j = 0; j < layer.width(from); j++) {
      int place = IntegerProgram.place(j);
      int neuron = Aligned.SHORT_LEAD + from + place;
      int potential = v[neuron];
      int threshold = layer.theta()[neuron];
      int bits = 0;
      for (int t = 0; t < steps; t++) {
        int sum = potential + in[at + t * stride + place];
        potential = Arithmetic.saturate(sum);
        if (potential >= threshold) {
          potential -= threshold;
          bits |= 1 << t;
        }
      }
      v[neuron] = (short) potential;
      fired[Aligned.LEAD + from + j] = bits;
    }
  }
}
