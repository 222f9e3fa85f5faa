package io.github.ann2snn.runtime.energy;

import io.github.ann2snn.runtime.energy.EnergyProfile.MemoryPrices;
import io.github.ann2snn.runtime.energy.EnergyProfile.Price;
import io.github.ann2snn.runtime.energy.MemoryAccess.MemoryArray;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.OperationCounts;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What a network costs on a device: the device's prices, with those of its own memories. */
public final class EnergyModel {
  private final EnergyProfile profile;
  private final NetworkSize size;
  private final Map<Countable, Price> prices;

  /**
   * The prices of a profile for a network of a size and arithmetic. Where the profile is not meant
   * for the network's arithmetic, the network is taken to be stored in the profile's numbers: the
   * energy is that of the same counts in such numbers.
   */
  public static EnergyModel of(EnergyProfile profile, NetworkSize size, Arithmetic arithmetic) {
    return of(profile, size, arithmetic, Optional.empty());
  }

  /**
   * Likewise, where it is known what crosses the cores of a chip: counts tell it, and a profile of
   * that chip which prices it does so.
   *
   * @param chip its name
   */
  public static EnergyModel of(
      EnergyProfile profile, NetworkSize size, Arithmetic arithmetic, Optional<String> chip) {
    boolean fits = profile.arithmetics().contains(arithmetic);
    return new EnergyModel(
        profile.onChip(chip.isPresent() && chip.equals(profile.chip())),
        fits ? size : profile.ann().map(ann -> size.withBits(ann.bits())).orElse(size));
  }

  /** The same for a network in its own arithmetic. */
  public static EnergyModel of(EnergyProfile profile, SpikingNetwork network) {
    return of(profile, NetworkSize.of(network), network.arithmetic());
  }

  /** The prices of {@code profile} for a network of {@code size}. */
  EnergyModel(EnergyProfile profile, NetworkSize size) {
    this.profile = profile;
    this.size = size;
    Map<Countable, Price> all = new LinkedHashMap<>(profile.prices());
    profile
        .memory()
        .ifPresent(
            memory -> {
              for (MemoryAccess access : MemoryAccess.values()) {
                double picojoules =
                    memory.picojoules(size.bytes(access.array()), size.bits(access));
                all.put(access, Price.of(picojoules, "interpolated"));
              }
            });
    this.prices = Collections.unmodifiableMap(all);
  }

  /** The device. */
  public EnergyProfile profile() {
    return profile;
  }

  /** All prices, memory accesses included. */
  public Map<Countable, Price> prices() {
    return prices;
  }

  /** Bytes of the memories; empty where memory is not counted. */
  public Map<MemoryArray, Long> memories() {
    Map<MemoryArray, Long> bytes = new EnumMap<>(MemoryArray.class);
    if (profile.memory().isPresent()) {
      for (MemoryArray array : MemoryArray.values()) {
        bytes.put(array, size.bytes(array));
      }
    }
    return bytes;
  }

  /** Nanojoules by item: count x picojoules / 1000. */
  public Map<Countable, Double> nanojoules(OperationCounts counts) {
    Map<Countable, Double> items = new LinkedHashMap<>();
    prices.forEach((item, price) -> items.put(item, nanojoules(item, counts, price.picojoules())));
    return items;
  }

  /** Nanojoules of all items. */
  public double total(OperationCounts counts) {
    return total(counts, Price::picojoules);
  }

  /** The same with the least, or the most, that the sources give. */
  public double total(OperationCounts counts, ToDoubleFunction<Price> bound) {
    double sum = 0;
    for (Map.Entry<Countable, Price> price : prices.entrySet()) {
      sum += nanojoules(price.getKey(), counts, bound.applyAsDouble(price.getValue()));
    }
    return sum;
  }

  private static double nanojoules(Countable item, OperationCounts counts, double picojoules) {
    return item.in(counts) * picojoules / 1000;
  }

  /**
   * Picojoules of a multiply-accumulate of a reference ANN; empty if the profile does not say.
   *
   * @param timesteps T of the spiking network
   */
  public OptionalDouble annMac(AnnReference reference, int timesteps) {
    return profile
        .ann()
        .filter(ann -> reference.inOwnNumbers() || ann.hasWidths())
        .map(
            ann ->
                OptionalDouble.of(
                    reference.inOwnNumbers()
                        ? ann.mac().picojoules()
                        : ann.integerMac(reference.bits(ann.bits(), timesteps))))
        .orElse(OptionalDouble.empty());
  }

  /**
   * Nanojoules of a sample of a reference ANN; empty if the profile does not say. Where memory
   * counts, a multiply-accumulate reads a weight and an input, and each neuron reads a bias and
   * writes its activation (Lemaire et al. 2022).
   *
   * @param macs its multiply-accumulates: all, or those whose input is not zero
   * @param timesteps T of the spiking network
   */
  public OptionalDouble annNanojoules(AnnReference reference, double macs, int timesteps) {
    OptionalDouble mac = annMac(reference, timesteps);
    if (mac.isEmpty()) {
      return mac;
    }
    int bits = reference.bits(profile.ann().orElseThrow().bits(), timesteps);
    return OptionalDouble.of((macs * mac.getAsDouble() + annMemory(macs, bits)) / 1000);
  }

  private double annMemory(double macs, int bits) {
    if (profile.memory().isEmpty()) {
      return 0;
    }
    MemoryPrices memory = profile.memory().get();
    double parameter = memory.picojoules(size.annParameterBytes(bits), bits);
    double activation = memory.picojoules(size.annActivationBytes(bits), bits);
    return (macs + size.neurons()) * (parameter + activation);
  }

  /**
   * The factor by which all firing rates would have to change for the network to cost {@code
   * nanojoules}: {@code (target - silent) / (now - silent)}; input spikes stay as they are. Empty
   * if no rate would do, because the network costs more when silent, or if it is silent.
   */
  public OptionalDouble breakEvenFactor(OperationCounts counts, double nanojoules) {
    double silent = total(counts.silent());
    double perRate = total(counts) - silent;
    return perRate > 0 && nanojoules >= silent
        ? OptionalDouble.of((nanojoules - silent) / perRate)
        : OptionalDouble.empty();
  }
}
