package io.github.ann2snn.bench;

/** Numbers with their units. */
final class Words {
  private Words() {}

  static String threads(int n) {
    return n == 1 ? "1 thread" : n + " threads";
  }

  static String bytes(int n) {
    return n < 1 << 20 ? (n >> 10) + " KB" : (n >> 20) + " MB";
  }
}
