package io.github.ann2snn.runtime.simulation;

import java.util.Arrays;

/** Plain loops, which the JIT compiler vectorises where it can. */
final class ScalarKernel implements Kernel {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void run(
      LayerProgram layer,
      int from,
      int to,
      Drive drive,
      SpikeTrain spikes,
      boolean fires,
      OutputTrace trace) {
    int n = to - from;
    float[] v = Arrays.copyOfRange(layer.firing().initial(), from, to);
    float[] current = Arrays.copyOfRange(layer.bias(), from, to);
    if (drive instanceof Drive.Constant constant) {
      addConstant(layer, from, constant, current, n);
    }
    for (int t = 0; t < spikes.timesteps(); t++) {
      if (drive instanceof Drive.Events events) {
        System.arraycopy(layer.bias(), from, current, 0, n);
        addEvents(layer, from, events, t, current, n);
      }
      integrate(layer.dynamics(), from, current, v, n);
      if (fires) {
        fire(layer.firing(), from, v, n, t, spikes);
      }
      if (trace != null) {
        trace.record(t, from, v, n);
      }
    }
  }

  private static void addConstant(
      LayerProgram layer, int from, Drive.Constant drive, float[] current, int n) {
    float[] weights = layer.weights();
    for (int k = 0; k < drive.count(); k++) {
      int row = drive.indices()[k] * layer.stride() + from;
      float x = drive.values()[k];
      for (int j = 0; j < n; j++) {
        current[j] += weights[row + j] * x;
      }
    }
  }

  /** Four rows a pass: each sum is still made in the order of the events. */
  private static void addEvents(
      LayerProgram layer, int from, Drive.Events events, int t, float[] current, int n) {
    int[] indices = events.indices();
    int stride = layer.stride();
    int k = events.offsets()[t];
    int end = events.offsets()[t + 1];
    for (; k + 4 <= end; k += 4) {
      addFourRows(
          layer.weights(),
          indices[k] * stride + from,
          indices[k + 1] * stride + from,
          indices[k + 2] * stride + from,
          indices[k + 3] * stride + from,
          current,
          n);
    }
    for (; k < end; k++) {
      addRow(layer.weights(), indices[k] * stride + from, current, n);
    }
  }

  private static void addFourRows(
      float[] weights, int a, int b, int c, int d, float[] current, int n) {
    for (int j = 0; j < n; j++) {
      current[j] = current[j] + weights[a + j] + weights[b + j] + weights[c + j] + weights[d + j];
    }
  }

  private static void addRow(float[] weights, int row, float[] current, int n) {
    for (int j = 0; j < n; j++) {
      current[j] += weights[row + j];
    }
  }

  private static void integrate(
      LayerProgram.Dynamics dynamics, int from, float[] current, float[] v, int n) {
    if (dynamics instanceof LayerProgram.Leaky leaky) {
      for (int j = 0; j < n; j++) {
        float drive = leaky.resistance()[from + j] * current[j];
        v[j] = v[j] + leaky.step()[from + j] * ((leaky.leak()[from + j] - v[j]) + drive);
      }
    } else if (dynamics instanceof LayerProgram.Plain plain) {
      float[] resistance = plain.resistance();
      for (int j = 0; j < n; j++) {
        v[j] = v[j] + resistance[from + j] * current[j];
      }
    }
  }

  private static void fire(
      LayerProgram.Thresholds firing, int from, float[] v, int n, int t, SpikeTrain spikes) {
    float[] theta = firing.theta();
    for (int j = 0; j < n; j++) {
      float threshold = theta[from + j];
      if (v[j] > threshold || (firing.atThreshold() && v[j] == threshold)) {
        spikes.fire(t, from + j);
        v[j] = firing.subtract() ? v[j] - threshold : firing.reset()[from + j];
      }
    }
  }
}
