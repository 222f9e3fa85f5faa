package io.github.ann2snn.train.step;

/** Sums of many numbers. */
final class Sums {
  private Sums() {}

  /** Of numbers side by side: four sums in turn, so that none waits for itself. */
  static float of(float[] x, int from, int to) {
    int i = from;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (; i < to - 3; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < to; i++) {
      a += x[i];
    }
    return (a + b) + (c + d);
  }

  /** Of products, likewise. */
  static float of(float[] x, int xAt, float[] y, int yAt, int length) {
    int i = 0;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (; i < length - 3; i += 4) {
      a += x[xAt + i] * y[yAt + i];
      b += x[xAt + i + 1] * y[yAt + i + 1];
      c += x[xAt + i + 2] * y[yAt + i + 2];
      d += x[xAt + i + 3] * y[yAt + i + 3];
    }
    for (; i < length; i++) {
      a += x[xAt + i] * y[yAt + i];
    }
    return (a + b) + (c + d);
  }

  /** Of squared differences from a number, likewise. */
  static float squares(float[] x, int from, int length, float center) {
    int i = from;
    int to = from + length;
    float a = 0;
    float b = 0;
    for (; i < to - 1; i += 2) {
      float first = x[i] - center;
      float second = x[i + 1] - center;
      a += first * first;
      b += second * second;
    }
    if (i < to) {
      a += (x[i] - center) * (x[i] - center);
    }
    return a + b;
  }

  /** Adds numbers to others. */
  static void add(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += x[i];
    }
  }
}
