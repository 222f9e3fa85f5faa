package io.github.ann2snn.runtime.operations;

/**
 * What a sample's spikes cause between the cores of a chip, on average.
 *
 * @param packets sent from a core to others
 * @param deliveries cores that they reach
 * @param local packets that stay in their tile
 * @param horizontal hops from tile to tile along a row
 * @param vertical hops along a column
 * @param routers passages of a chip's router
 */
public record NetworkTraffic(
    double packets,
    double deliveries,
    double local,
    double horizontal,
    double vertical,
    double routers) {
  /** Nothing crosses cores, or nobody knows what does. */
  public static final NetworkTraffic NONE = new NetworkTraffic(0, 0, 0, 0, 0, 0);
}
