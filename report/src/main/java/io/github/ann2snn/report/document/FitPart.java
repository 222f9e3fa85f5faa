package io.github.ann2snn.report.document;

import java.util.List;
import java.util.Objects;

/**
 * How a network lies on a chip, or why it does not fit. What does not apply is null.
 *
 * @param chip name of the chip
 * @param title what it is
 * @param source where its numbers come from
 * @param fits whether the network breaks none of its rules
 * @param cores that hold neurons
 * @param coresPerChip how many a chip has
 * @param chips that these cores lie on
 * @param lowerBound cores that the network's needs fill at least, however it is cut
 * @param boundBy the need that fills most
 * @param heuristic how it was cut
 * @param limits what is used of each limit over all cores that are
 * @param layers in order
 * @param problems rules that it breaks
 * @param traffic between cores; null where no samples ran
 * @param notes what else must be known
 */
public record FitPart(
    String chip,
    String title,
    String source,
    boolean fits,
    int cores,
    long coresPerChip,
    int chips,
    long lowerBound,
    String boundBy,
    String heuristic,
    List<LimitPart> limits,
    List<LayerFitPart> layers,
    List<ProblemPart> problems,
    TrafficPart traffic,
    List<String> notes) {
  /** Refuses null in what every document has. */
  public FitPart {
    Objects.requireNonNull(chip, "chip");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(heuristic, "heuristic");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(layers, "layers");
    Objects.requireNonNull(problems, "problems");
    Objects.requireNonNull(notes, "notes");
  }

  /**
   * What is used of a limit.
   *
   * @param limit such as {@code inputAxons}
   * @param unit of both numbers
   * @param used over all cores that hold neurons
   * @param available on these cores
   */
  public record LimitPart(String limit, String unit, long used, long available) {}

  /**
   * A layer.
   *
   * @param name of the layer
   * @param neurons that it has
   * @param weightBits of its weights, as they are or would be
   * @param lowerBound cores that its needs fill at least; 0 if it does not fit
   * @param fullest the limit that is used most on one of its cores; null if it does not fit
   * @param fullestShare how much of it, in [0, 1]; null likewise
   * @param coreNumbers the cores that hold it; those of the first chip come first
   * @param coreNeurons neurons on each
   * @param coreShares the share of its fullest limit on each
   * @param packetsPerSample that its spikes cause; null where no samples ran
   * @param deliveriesPerSample other cores that its spikes go to; null likewise
   */
  public record LayerFitPart(
      String name,
      int neurons,
      int weightBits,
      long lowerBound,
      String fullest,
      Double fullestShare,
      int[] coreNumbers,
      int[] coreNeurons,
      double[] coreShares,
      Double packetsPerSample,
      Double deliveriesPerSample) {}

  /**
   * A rule that the network breaks.
   *
   * @param layer that breaks it; null: the network as a whole
   * @param limit which rule
   * @param needed by the network
   * @param available on the chip; 0 for what it lacks
   * @param unit of both
   * @param source of the rule
   * @param remedy what would fit
   * @param sentence all this in words
   */
  public record ProblemPart(
      String layer,
      String limit,
      long needed,
      long available,
      String unit,
      String source,
      String remedy,
      String sentence) {}

  /**
   * What crosses cores, per sample.
   *
   * @param samples that ran
   * @param packets sent
   * @param deliveries cores that they reach
   * @param local packets that stay in their tile; null where nobody says where cores lie
   * @param hopsEastWest from tile to tile along a row; null likewise
   * @param hopsNorthSouth along a column; null likewise
   * @param routers passages of a chip's router; null where the chip does not multicast
   * @param rule how packets are counted
   */
  public record TrafficPart(
      int samples,
      double packets,
      double deliveries,
      Double local,
      Double hopsEastWest,
      Double hopsNorthSouth,
      Double routers,
      String rule) {}
}
