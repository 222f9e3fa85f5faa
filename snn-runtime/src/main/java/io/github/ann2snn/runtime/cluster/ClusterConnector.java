package io.github.ann2snn.runtime.cluster;

import java.util.Map;

/** Connects to machines; found as a service ({@link java.util.ServiceLoader}). */
public interface ClusterConnector {
  /**
   * Connects.
   *
   * @param master where the machines are, as the connector understands it
   * @param configuration further settings, by the connector's names
   * @throws ClusterException if nobody answers there, or a setting is wrong
   * @throws InterruptedException if the calling thread is interrupted
   */
  Cluster connect(String master, Map<String, String> configuration)
      throws ClusterException, InterruptedException;
}
