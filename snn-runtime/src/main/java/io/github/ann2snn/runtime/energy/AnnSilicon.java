package io.github.ann2snn.runtime.energy;

import java.util.List;

/**
 * What an ANN costs on the same silicon.
 *
 * <p>A multiply-accumulate of b bits is interpolated between the two cited widths: the
 * multiplication follows the power law through both, which for Horowitz's 8 and 32 bits has the
 * exponent 1.98 (an array multiplier grows quadratically), the addition the straight line through
 * both. Below the smallest width both are extrapolated.
 *
 * @param bits of a number of the ANN that the profile prices
 * @param mac its multiply-accumulate
 * @param widths integer operations of other widths, smallest first: none, or at least two
 */
public record AnnSilicon(int bits, Price mac, List<Width> widths) {
  /**
   * @param bits of a number
   * @param multiply price of a multiplication, greater than 0
   * @param add price of an addition
   */
  public record Width(int bits, Price multiply, Price add) {}

  /**
   * @throws IllegalArgumentException if there is but one width, they are not ascending or a
   *     multiplication costs nothing
   */
  public AnnSilicon {
    widths = List.copyOf(widths);
    if (bits < 1 || widths.size() == 1) {
      throw new IllegalArgumentException("widths of an ANN: expected none or at least two");
    }
    for (int i = 0; i < widths.size(); i++) {
      if (widths.get(i).bits() <= (i == 0 ? 0 : widths.get(i - 1).bits())
          || !(widths.get(i).multiply().picojoules() > 0)) {
        throw new IllegalArgumentException(
            "widths of an ANN: expected ascending bits and multiplications > 0 pJ");
      }
    }
  }

  /** Whether it says what integers of other widths cost. */
  public boolean hasWidths() {
    return !widths.isEmpty();
  }

  /** Picojoules of a multiply-accumulate of integers of {@code width} bits. */
  public double integerMac(int width) {
    int upper = 1;
    while (upper < widths.size() - 1 && widths.get(upper).bits() < width) {
      upper++;
    }
    Width a = widths.get(upper - 1);
    Width b = widths.get(upper);
    double multiply =
        PowerLaw.through(a.bits(), a.multiply().picojoules(), b.bits(), b.multiply().picojoules())
            .at(width);
    double slope = (b.add().picojoules() - a.add().picojoules()) / (double) (b.bits() - a.bits());
    return multiply + Math.max(0, a.add().picojoules() + slope * (width - a.bits()));
  }
}
