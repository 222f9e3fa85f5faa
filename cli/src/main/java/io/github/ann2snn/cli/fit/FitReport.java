package io.github.ann2snn.cli.fit;

import io.github.ann2snn.interop.chip.Chip;
import io.github.ann2snn.interop.chip.ChipFit;
import io.github.ann2snn.interop.chip.LayerCore;
import io.github.ann2snn.interop.chip.LayerFit;
import io.github.ann2snn.interop.chip.LayerFit.Use;
import io.github.ann2snn.interop.chip.Problem;
import io.github.ann2snn.interop.chip.Traffic;
import io.github.ann2snn.report.document.FitPart;
import io.github.ann2snn.report.document.FitPart.LayerFitPart;
import io.github.ann2snn.report.document.FitPart.LimitPart;
import io.github.ann2snn.report.document.FitPart.ProblemPart;
import io.github.ann2snn.report.document.FitPart.TrafficPart;
import io.github.ann2snn.report.energy.ChipLayout;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.operations.NetworkTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a network lies on a chip, as a part of the document.
 *
 * @param fit of the network
 * @param coding how inputs would enter it
 * @param traffic between cores, if samples ran
 */
public record FitReport(ChipFit fit, InputCoding coding, Optional<Traffic> traffic) {
  private static final String BY_NEURONS =
      "Each layer is cut into boxes of channels, rows and columns, one a core, the last layer first:"
          + " of all sizes that fit the fewest boxes, of these the fewest sources in all. A core holds"
          + " neurons of one layer.";
  private static final String BY_LAYERS =
      "Each layer has a core of its own: the largest matching of layers and cores that hold them.";

  private static final String UNICAST =
      "a spike is a packet for each core other than its own that it goes to";
  private static final String COPIES =
      "a spike is a packet for each axon on a core other than its own: the neuron is copied as often";
  private static final String MULTICAST =
      "a spike is one packet, however many other cores it goes to: the chip multicasts";

  /** What lays networks on a chip. */
  public static ChipLayout layout(Chip chip) {
    return (simulator, samples, threads, exit, progress) -> {
      ChipFit fit = ChipFit.of(simulator.network(), chip);
      Traffic traffic = Traffic.of(fit, simulator, samples, threads, exit, progress);
      FitReport report = new FitReport(fit, simulator.settings().coding(), Optional.of(traffic));
      return new ChipLayout.Laid(
          report.part(),
          Optional.of(chip.name()).filter(name -> report.isWhole()),
          traffic.upTo(),
          traffic.ofExit());
    };
  }

  /** The part. */
  public FitPart part() {
    Chip chip = fit.chip();
    return new FitPart(
        chip.name(),
        chip.title(),
        chip.source(),
        fit.fits(),
        fit.cores(),
        chip.cores().value(),
        fit.chips(),
        fit.lowerBound(),
        fit.boundBy(),
        chip.core() instanceof LayerCore ? BY_LAYERS : BY_NEURONS,
        fit.totals().stream().map(FitReport::limit).toList(),
        IntStream.range(0, fit.layers().size()).mapToObj(this::layer).toList(),
        fit.allProblems().stream().map(FitReport::problem).toList(),
        traffic.map(this::traffic).orElse(null),
        notes());
  }

  /** Whether cores hold all layers. */
  public boolean isWhole() {
    return fit.layers().stream().noneMatch(layer -> layer.cores().isEmpty());
  }

  private static LimitPart limit(Use use) {
    return new LimitPart(use.limit(), use.unit(), use.used(), use.available());
  }

  private LayerFitPart layer(int index) {
    LayerFit layer = fit.layers().get(index);
    Optional<Use> fullest = layer.fullest();
    return new LayerFitPart(
        layer.name(),
        layer.neurons(),
        layer.weightBits(),
        layer.lowerBound(),
        fullest.map(Use::limit).orElse(null),
        fullest.map(Use::share).orElse(null),
        layer.cores().stream().mapToInt(LayerFit.CoreUse::core).toArray(),
        layer.cores().stream().mapToInt(core -> core.box().size()).toArray(),
        layer.cores().stream().mapToDouble(core -> rounded(core.share())).toArray(),
        traffic.map(t -> t.packets(index)).orElse(null),
        traffic.map(t -> t.deliveries(index)).orElse(null));
  }

  /** There may be thousands of them. */
  private static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }

  private static ProblemPart problem(Problem problem) {
    return new ProblemPart(
        problem.layer().isEmpty() ? null : problem.layer(),
        problem.limit(),
        problem.needed(),
        problem.available(),
        problem.unit(),
        problem.source(),
        problem.remedy(),
        problem.sentence());
  }

  private TrafficPart traffic(Traffic counted) {
    NetworkTraffic total = counted.total();
    boolean placed = fit.chip().mesh().isPresent();
    boolean multicast = fit.chip().multicast().has();
    return new TrafficPart(
        counted.samples(),
        total.packets(),
        total.deliveries(),
        placed ? total.local() : null,
        placed ? total.horizontal() : null,
        placed ? total.vertical() : null,
        multicast ? total.routers() : null,
        multicast ? MULTICAST : fit.isCopied() ? COPIES : UNICAST);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (coding == InputCoding.CURRENT) {
      notes.add(
          "The first layer is laid on the chip as if its inputs were spikes; with current coding its"
              + " current is computed elsewhere. --coding poisson or regular run it as the chip would.");
    }
    notes.add("Spikes of inputs come from outside and are not counted, nor cores that feed them.");
    if (!isWhole()) {
      notes.add("Layers that no core holds are left out of the counts of cores and packets.");
    }
    fit.chip().untold().forEach(line -> notes.add("No source: " + line + "."));
    return notes;
  }
}
