package io.github.ann2snn.cli;

import io.github.ann2snn.cli.fuzz.Mutator;
import io.github.ann2snn.cli.fuzz.ReaderFuzzContract;
import io.github.ann2snn.cli.fuzz.TextMutator;
import io.github.ann2snn.cli.inspect.DocumentInspection;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.text.TextStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Documents of all kinds, in both of the forms in which they are shown. */
class InspectFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : List.of("explanation", "tuning", "energy-profiles")) {
      seeds.add(resource("golden-0.1/" + name + ".json"));
    }
    seeds.add(resource("golden-0.1/model.zip.provenance.json"));
    return seeds;
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "document.json";
  }

  @Override
  protected Object read(Path file) throws IOException {
    TextStyle style = new TextStyle(false, false);
    return new DocumentInspection(file, true, style).describe()
        + new DocumentInspection(file, false, style).describe();
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
