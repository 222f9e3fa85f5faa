package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.energy.EnergyProfile.Price;
import java.util.List;

/**
 * What it costs to read or write a word of an on-chip memory.
 *
 * <p>Between two sizes of its source the energy follows a power law: {@code E = E_1 (s /
 * s_1)^(log(E_2 / E_1) / log(s_2 / s_1))}, an interpolation. An array smaller than the smallest
 * costs as much as that; a larger one than the largest is taken as several of that size, without
 * the wires between them. A value narrower than a word costs its share of the word, as if its
 * neighbours were needed at the same time.
 *
 * @param wordBits bits of a word
 * @param arrays sizes and what a word costs there, smallest first; at least one
 */
public record MemoryPrices(int wordBits, List<ArrayPrice> arrays) {
  /**
   * @param bytes size of the memory, at least 1
   * @param price of a word
   */
  public record ArrayPrice(long bytes, Price price) {}

  /**
   * @throws IllegalArgumentException if there is no array, or they are not in ascending order
   */
  public MemoryPrices {
    arrays = List.copyOf(arrays);
    Refusal.when(wordBits < 1 || arrays.isEmpty(), "a memory needs a word and at least one size");
    for (int i = 0; i < arrays.size(); i++) {
      if (arrays.get(i).bytes() <= (i == 0 ? 0 : arrays.get(i - 1).bytes())) {
        throw Refusal.of("memory sizes are not ascending: %s", arrays);
      }
    }
  }

  /** Picojoules to read or write a value of {@code bits} bits in an array of {@code bytes}. */
  public double picojoules(long bytes, int bits) {
    return word(bytes) * bits / wordBits;
  }

  private double word(long bytes) {
    if (bytes <= arrays.get(0).bytes()) {
      return arrays.get(0).price().picojoules();
    }
    for (int i = 1; i < arrays.size(); i++) {
      ArrayPrice large = arrays.get(i);
      if (bytes <= large.bytes()) {
        ArrayPrice small = arrays.get(i - 1);
        return PowerLaw.through(
                (double) small.bytes(),
                small.price().picojoules(),
                (double) large.bytes(),
                large.price().picojoules())
            .at((double) bytes);
      }
    }
    return arrays.get(arrays.size() - 1).price().picojoules();
  }

  /** {@code y = y_1 (x / x_1)^exponent}. */
  record PowerLaw(double x1, double y1, double exponent) {
    /** Through two points with positive coordinates; exact in both. */
    static PowerLaw through(double x1, double y1, double x2, double y2) {
      return new PowerLaw(x1, y1, Math.log(y2 / y1) / Math.log(x2 / x1));
    }

    double at(double x) {
      return y1 * Math.pow(x / x1, exponent);
    }
  }
}
