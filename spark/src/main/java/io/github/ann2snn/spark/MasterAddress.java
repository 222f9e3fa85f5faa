package io.github.ann2snn.spark;

import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A standalone master's address. Spark itself takes a minute to find that nobody answers, and ends
 * the process then.
 *
 * @param host name or address
 * @param port of Spark's own protocol, usually 7077
 */
record MasterAddress(String host, int port) {
  private static final String SCHEME = "spark://";
  private static final int TIMEOUT_MILLIS = 4_000;

  /** Of several masters, of which one leads, at most so many are asked, so that it ends in time. */
  private static final int MOST = 3;

  /** Whether a master is one of Spark's own, and not of another kind of cluster. */
  static boolean isStandalone(String master) {
    return master.startsWith(SCHEME);
  }

  /**
   * Makes sure that a standalone master answers; of other masters nothing is asked.
   *
   * @throws ClusterException if none of those named in {@code master} does, or one is no address
   */
  static void requireReachable(String master) throws ClusterException {
    if (!isStandalone(master)) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (MasterAddress address : parse(master)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address.host, address.port), TIMEOUT_MILLIS);
        return;
      } catch (IOException e) {
        reasons.add("%s:%d: %s".formatted(address.host, address.port, e.getMessage()));
      }
    }
    throw new ClusterException(
        Kind.FAILED,
        "no Spark master answers at %s (%s); start one, or name one that runs with --master (its log and its page tell the address, usually with port 7077)"
            .formatted(master, String.join("; ", reasons)));
  }

  /** {@code spark://host:port,host:port}. */
  static List<MasterAddress> parse(String master) throws ClusterException {
    List<MasterAddress> addresses = new ArrayList<>();
    for (String part : master.substring(SCHEME.length()).split(",", -1)) {
      URI uri;
      try {
        uri = URI.create(SCHEME + part);
      } catch (IllegalArgumentException e) {
        throw noAddress(master, e);
      }
      if (uri.getHost() == null || uri.getPort() < 1) {
        throw noAddress(master, null);
      }
      addresses.add(new MasterAddress(uri.getHost(), uri.getPort()));
    }
    return addresses.subList(0, Math.min(MOST, addresses.size()));
  }

  private static ClusterException noAddress(String master, Exception cause) {
    return new ClusterException(
        Kind.USAGE, "--master is '%s'; expected spark://HOST:PORT".formatted(master), cause);
  }
}
