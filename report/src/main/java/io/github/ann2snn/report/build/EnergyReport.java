package io.github.ann2snn.report.build;

import io.github.ann2snn.report.document.EnergyPart;
import io.github.ann2snn.report.document.Results.ExitEnergy;
import io.github.ann2snn.report.energy.ChipLayout.Laid;
import io.github.ann2snn.report.energy.EnergyProfiles.AnalogueFirstLayer;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.runtime.energy.AnnReference;
import io.github.ann2snn.runtime.energy.EnergyModel;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.energy.EnergyProfile.Price;
import io.github.ann2snn.runtime.energy.NetworkSize;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.NetworkTraffic;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The energy of a network on every device, as parts of the document. */
final class EnergyReport {
  private final Arithmetic arithmetic;
  private final AnalogueFirstLayer firstLayer;
  private final List<EnergyModel> models;
  private final List<String> without;
  private final Optional<Laid> chip;

  /** Of a network that lies on no chip. */
  EnergyReport(NetworkSize size, Arithmetic arithmetic, boolean signed, EnergySettings settings) {
    this(size, arithmetic, signed, settings, Optional.empty());
  }

  /**
   * @param size what the network stores
   * @param arithmetic its numbers
   * @param signed whether its spikes have a sign, which not all devices have
   * @param chip how it lies on a chip
   */
  EnergyReport(
      NetworkSize size,
      Arithmetic arithmetic,
      boolean signed,
      EnergySettings settings,
      Optional<Laid> chip) {
    this.chip = chip;
    Optional<String> known = chip.flatMap(Laid::priced);
    this.arithmetic = arithmetic;
    this.firstLayer = settings.firstLayer();
    this.models =
        settings.profiles().ordered(arithmetic).stream()
            .filter(profile -> !signed || profile.hasSignedSpikes())
            .map(profile -> EnergyModel.of(profile, size, arithmetic, known))
            .toList();
    this.without =
        settings.profiles().ordered(arithmetic).stream()
            .filter(profile -> signed && !profile.hasSignedSpikes())
            .map(EnergyProfile::name)
            .toList();
  }

  /** The devices that cannot run the network, because they have no spikes of -1. */
  List<String> without() {
    return without;
  }

  /** All that there is to say of a run in which no sample stopped early. */
  List<EnergyPart> full(OperationLedger ledger, Optional<AnnEvaluation> ann) {
    List<OperationCounts> byTimestep = new ArrayList<>(ledger.countsByTimestep());
    if (firstLayer == AnalogueFirstLayer.EVERY_STEP) {
      for (int t = 0; t < byTimestep.size(); t++) {
        OperationCounts counts = byTimestep.get(t);
        byTimestep.set(t, counts.withAnalogMacs((t + 1) * counts.of(Operation.ANALOG_MAC)));
      }
    }
    for (int t = 0; chip.isPresent() && t < byTimestep.size(); t++) {
      byTimestep.set(t, byTimestep.get(t).withTraffic(chip.get().upTo().get(t)));
    }
    return models.stream()
        .map(model -> new Run(model, byTimestep, firingRate(ledger)).part(ann))
        .toList();
  }

  /** Sum and items of a run whose samples may have stopped early. */
  List<ExitEnergy> ofExit(OperationLedger ledger) {
    OperationCounts counts =
        (firstLayer == AnalogueFirstLayer.EVERY_STEP
                ? ledger.counts().withAnalogMacs(ledger.analogMacsEveryStep())
                : ledger.counts())
            .withTraffic(chip.flatMap(Laid::ofExit).orElse(NetworkTraffic.NONE));
    return models.stream()
        .map(
            model ->
                new ExitEnergy(
                    model.profile().name(),
                    model.total(counts),
                    byKey(model.nanojoules(counts)::get, model),
                    byKey(item -> item.in(counts), model),
                    picojoules(model)))
        .toList();
  }

  /** Mean spikes per firing neuron and step. */
  private static double firingRate(OperationLedger ledger) {
    long firing =
        ledger.layers().stream().filter(LayerLedger::fires).mapToLong(LayerLedger::neurons).sum();
    double spikes = ledger.perSample(Operation.RESET);
    return firing == 0 ? 0 : spikes / firing / ledger.timesteps();
  }

  private static Map<String, Double> picojoules(EnergyModel model) {
    return byKey(item -> model.prices().get(item).picojoules(), model);
  }

  private static Map<String, Double> byKey(Function<Countable, Double> value, EnergyModel model) {
    Map<String, Double> values = new LinkedHashMap<>();
    model.prices().keySet().forEach(item -> values.put(item.key(), value.apply(item)));
    return values;
  }

  /** A run on one device. */
  private final class Run {
    private final EnergyModel model;
    private final EnergyProfile profile;
    private final List<OperationCounts> byTimestep;
    private final OperationCounts counts;
    private final double firingRate;
    private final double total;

    Run(EnergyModel model, List<OperationCounts> byTimestep, double firingRate) {
      this.model = model;
      this.profile = model.profile();
      this.byTimestep = byTimestep;
      this.counts = byTimestep.get(byTimestep.size() - 1);
      this.firingRate = firingRate;
      this.total = model.total(counts);
    }

    EnergyPart part(Optional<AnnEvaluation> ann) {
      Map<String, Double> prices = picojoules(model);
      profile.ann().ifPresent(silicon -> prices.put("annMac", silicon.mac().picojoules()));
      Optional<Double> delay = profile.stepMicroseconds().map(us -> us * byTimestep.size());
      return new EnergyPart(
          profile.name(),
          profile.title(),
          profile.source(),
          profile.arithmetics().contains(arithmetic),
          ann.flatMap(a -> nanojoules(AnnReference.DENSE, a)).orElse(null),
          ann.flatMap(a -> nanojoules(AnnReference.EFFECTIVE, a)).orElse(null),
          total,
          range(),
          byKey(model.nanojoules(counts)::get, model),
          byKey(item -> item.in(counts), model),
          prices,
          memories(),
          byTimestep.stream().mapToDouble(model::total).toArray(),
          ann.map(this::references).filter(list -> !list.isEmpty()).orElse(null),
          ann.flatMap(this::breakEven).orElse(null),
          profile.stepMicroseconds().orElse(null),
          delay.map(us -> us * total).orElse(null),
          decidingItem(),
          firstLayer.key());
    }

    private List<Double> range() {
      return model.prices().values().stream().anyMatch(Price::hasRange)
          ? List.of(model.total(counts, Price::low), model.total(counts, Price::high))
          : null;
    }

    private Map<String, Long> memories() {
      Map<String, Long> bytes = new LinkedHashMap<>();
      model.memories().forEach((array, size) -> bytes.put(array.key(), size));
      return bytes.isEmpty() ? null : bytes;
    }

    private String decidingItem() {
      return model.nanojoules(counts).entrySet().stream()
          .max(Comparator.comparingDouble(Map.Entry::getValue))
          .orElseThrow()
          .getKey()
          .key();
    }

    private Optional<Double> nanojoules(AnnReference reference, AnnEvaluation ann) {
      double macs = reference.isDense() ? ann.denseMacs() : ann.effectiveMacs();
      return boxed(model.annNanojoules(reference, macs, byTimestep.size()));
    }

    private List<EnergyPart.Reference> references(AnnEvaluation ann) {
      List<EnergyPart.Reference> references = new ArrayList<>();
      for (AnnReference reference : AnnReference.values()) {
        nanojoules(reference, ann).ifPresent(nj -> references.add(reference(reference, nj)));
      }
      return references;
    }

    private EnergyPart.Reference reference(AnnReference reference, double nanojoules) {
      int timesteps = byTimestep.size();
      int bits = reference.bits(profile.ann().orElseThrow().bits(), timesteps);
      return new EnergyPart.Reference(
          reference.key(),
          reference.title(bits),
          bits,
          model.annMac(reference, timesteps).orElseThrow(),
          nanojoules,
          nanojoules > 0 ? total / nanojoules : null);
    }

    private Optional<Double> breakEven(AnnEvaluation ann) {
      return nanojoules(AnnReference.EFFECTIVE, ann)
          .flatMap(target -> boxed(model.breakEvenFactor(counts, target)))
          .map(factor -> factor * firingRate);
    }

    private static Optional<Double> boxed(OptionalDouble value) {
      return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }
  }
}
