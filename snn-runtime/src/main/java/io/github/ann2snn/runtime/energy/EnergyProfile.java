package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.energy.EnergyProfile.MemoryPrices.PowerLaw;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a device charges for. Memory accesses are priced for a network: {@link EnergyModel}.
 *
 * @param name e.g. {@code cmos-45nm-fp32}
 * @param title what it is and what it leaves out, in a line
 * @param source where its numbers come from
 * @param arithmetics the arithmetics of networks that it fits
 * @param prices of the operations, none of which may be missing, and of other events
 * @param ann what the ANN costs on the same silicon; empty where it cannot run there
 * @param memory what memory accesses cost; empty where they are not counted
 * @param stepMicroseconds how long a step takes; empty where no source says
 * @param signed whether spikes can be -1; empty where nobody says, which is taken for no
 * @param chip name of the chip whose network between cores it prices; empty where it does not
 */
public record EnergyProfile(
    String name,
    String title,
    String source,
    Set<Arithmetic> arithmetics,
    Map<Countable, Price> prices,
    Optional<AnnSilicon> ann,
    Optional<MemoryPrices> memory,
    Optional<Double> stepMicroseconds,
    Optional<SignedSpikes> signed,
    Optional<String> chip) {
  /** One that does not price the network between cores. */
  public EnergyProfile(
      String name,
      String title,
      String source,
      Set<Arithmetic> arithmetics,
      Map<Countable, Price> prices,
      Optional<AnnSilicon> ann,
      Optional<MemoryPrices> memory,
      Optional<Double> stepMicroseconds,
      Optional<SignedSpikes> signed) {
    this(
        name,
        title,
        source,
        arithmetics,
        prices,
        ann,
        memory,
        stepMicroseconds,
        signed,
        Optional.empty());
  }

  /**
   * @throws IllegalArgumentException if an operation has no price or the time of a step is not
   *     positive
   */
  public EnergyProfile {
    arithmetics = Set.copyOf(arithmetics);
    for (Operation operation : Operation.values()) {
      if (!prices.containsKey(operation)) {
        throw Refusal.of("energy profile %s has no price for %s", name, operation.key());
      }
    }
    prices = Collections.unmodifiableMap(new LinkedHashMap<>(prices));
    if (stepMicroseconds.isPresent()
        && !(stepMicroseconds.get() > 0 && stepMicroseconds.get() < Double.POSITIVE_INFINITY)) {
      throw Refusal.of(
          "energy profile %s: a step takes %s us, expected a number > 0",
          name, stepMicroseconds.get());
    }
    boolean priced = prices.keySet().stream().anyMatch(EnergyProfile::isTraffic);
    if (priced != chip.isPresent()) {
      throw Refusal.of(
          "energy profile %s: a price of the network between cores and a chip need each other",
          name);
    }
  }

  private static boolean isTraffic(Countable item) {
    return item instanceof DeviceEvent event && event.isTraffic();
  }

  /**
   * The same where it is known what crosses the cores, or is not: either the prices of that, or
   * what is taken for a spike's way.
   */
  EnergyProfile onChip(boolean known) {
    Map<Countable, Price> kept = new LinkedHashMap<>(prices);
    kept.keySet().removeIf(item -> known ? item == DeviceEvent.SPIKE : isTraffic(item));
    Optional<String> on = known ? chip : Optional.empty();
    return new EnergyProfile(
        name, title, source, arithmetics, kept, ann, memory, stepMicroseconds, signed, on);
  }

  /** Whether its silicon has spikes of -1, without which it cannot run a signed network. */
  public boolean hasSignedSpikes() {
    return signed.map(SignedSpikes::has).orElse(false);
  }

  /**
   * Whether silicon has spikes of -1.
   *
   * @param has whether it has
   * @param source who says so
   */
  public record SignedSpikes(boolean has, String source) {}

  /** Nanojoules by item, memory accesses apart: count x picojoules / 1000. */
  public Map<Countable, Double> nanojoules(OperationCounts counts) {
    Map<Countable, Double> items = new LinkedHashMap<>();
    prices.forEach((item, price) -> items.put(item, item.in(counts) * price.picojoules() / 1000));
    return items;
  }

  /**
   * What something costs on a device.
   *
   * @param picojoules the price
   * @param low the least that its source gives
   * @param high the most that its source gives
   * @param source where it comes from
   */
  public record Price(double picojoules, double low, double high, String source) {
    /**
     * @throws IllegalArgumentException if the price is negative or not finite, or lies outside its
     *     range
     */
    public Price {
      if (!(low >= 0 && low <= picojoules && picojoules <= high) || Double.isInfinite(high)) {
        throw Refusal.of(
            "a price is %s pJ (%s to %s), expected finite numbers >= 0 in order",
            picojoules, low, high);
      }
    }

    /** A price without a range. */
    public static Price of(double picojoules, String source) {
      return new Price(picojoules, picojoules, picojoules, source);
    }

    /** Whether its source gives a range. */
    public boolean hasRange() {
      return low < high;
    }
  }

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
      Refusal.when(
          bits < 1 || widths.size() == 1, "widths of an ANN: expected none or at least two");
      for (int i = 0; i < widths.size(); i++) {
        if (widths.get(i).bits() <= (i == 0 ? 0 : widths.get(i - 1).bits())
            || !(widths.get(i).multiply().picojoules() > 0)) {
          throw Refusal.of("widths of an ANN: expected ascending bits and multiplications > 0 pJ");
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
}
