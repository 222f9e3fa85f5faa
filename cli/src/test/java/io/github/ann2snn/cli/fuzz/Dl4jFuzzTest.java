package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Model zips, read without Deeplearning4j; what is still good also runs. */
class Dl4jFuzzTest extends ReaderFuzzContract {
  private static final Path FIXTURES =
      Path.of("../ann/src/test/resources/io/github/ann2snn/ann/dl4j");

  @Override
  protected List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(files(FIXTURES, ".zip"));
    seeds.add(resource("golden-0.1/model.zip"));
    return seeds;
  }

  @Override
  protected Mutator mutator() {
    Mutator json = new TextMutator().or(new TextMutator().or(Mutator.BYTES));
    Mutator content = new ZipMutator(json, Mutator.BYTES);
    return content.or(content.or(Mutator.BYTES));
  }

  @Override
  protected String fileName() {
    return "model.zip";
  }

  @Override
  protected Object read(Path file) throws IOException {
    AnnGraph graph = Dl4jModel.read(file, Optional.of(Shape.of(2, 11))).graph();
    long values = graph.nodes().stream().mapToLong(node -> node.shape().values()).sum();
    return values > 100_000
        ? graph
        : new ReferenceForward(graph).run(new float[graph.inputShape().values()]);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
