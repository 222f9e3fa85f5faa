package io.github.ann2snn.runtime.lanes;

import java.util.ArrayList;
import java.util.List;

/**
 * The weights of some outputs, tap by tap, so that kernels read them one after the other.
 *
 * @param first the first output
 * @param height number of outputs: 6, 4, 2 or 1
 * @param weights of tap t and output {@code first + o} at {@code t height + o}
 * @param bias one per output
 */
public record WeightTile(int first, int height, float[] weights, float[] bias) {
  /**
   * Cuts outputs into tiles: the higher the fewer loads of what they share.
   *
   * @param weight {@code outputs x taps}, row-major
   * @param from first output of the tiles
   * @param to behind the last
   */
  public static List<WeightTile> cut(float[] weight, float[] bias, int from, int to) {
    List<WeightTile> tiles = new ArrayList<>();
    int taps = weight.length / bias.length;
    for (int first = from; first < to; ) {
      int height = height(to - first);
      float[] packed = new float[Math.multiplyExact(taps, height)];
      float[] own = new float[height];
      for (int o = 0; o < height; o++) {
        own[o] = bias[first + o];
        for (int t = 0; t < taps; t++) {
          packed[t * height + o] = weight[(first + o) * taps + t];
        }
      }
      tiles.add(new WeightTile(first, height, packed, own));
      first += height;
    }
    return tiles;
  }

  /** 4 and 4 are better than 6 and 2. */
  private static int height(int left) {
    if (left >= 6 && left != 8) {
      return 6;
    }
    return left >= 4 ? 4 : Math.max(1, left / 2 * 2);
  }
}
