package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.graph.Metadata;
import io.github.ann2snn.runtime.nir.graph.NirNames;
import java.util.List;
import java.util.Optional;

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

  /** How a file says which rules its metadata follows. */
  static final class FormatVersion {
    private static final String NAME = "ann2snn.network/";
    private static final int VERSION = 1;

    private FormatVersion() {}

    /** What this version writes. */
    static String written() {
      return NAME + VERSION;
    }

    /**
     * Checks that the file is no newer than this program. One without the text, or with that of
     * another program, is read as NIR.
     *
     * @param metadata of the graph
     * @throws BadFileException if it is newer
     */
    static void check(Metadata metadata) throws BadFileException {
      Optional<Hdf5Dataset> dataset = metadata.dataset(NirNames.FORMAT);
      if (dataset.isEmpty()) {
        return;
      }
      String text = dataset.get().text();
      if (text.startsWith(NAME) && !text.equals(written())) {
        throw dataset
            .get()
            .fault(
                Text.of(
                        "is %s, which this version does not know (it reads %s and files without format);",
                        text, written())
                    + " read the file with a newer ann2snn, or write it again with this one");
      }
    }
  }
}
