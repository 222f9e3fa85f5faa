package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;

/**
 * What a network file holds.
 *
 * @param network the network
 * @param notes for the user: which firing and reset rule was taken and why, and what was assumed
 *     because the file does not say it
 */
public record NirFile(SpikingNetwork network, List<String> notes) {
  /** Copies the notes. */
  public NirFile {
    notes = List.copyOf(notes);
  }
}
