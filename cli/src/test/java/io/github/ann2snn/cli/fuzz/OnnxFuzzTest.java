package io.github.ann2snn.cli.fuzz;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.onnx.OnnxModel;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** ONNX files; what is still good also runs. */
class OnnxFuzzTest extends ReaderFuzzContract {
  private static final Path FIXTURES =
      Path.of("../ann/src/test/resources/io/github/ann2snn/ann/onnx");

  @Override
  protected List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(files(FIXTURES.resolve("operators"), ".onnx"));
    seeds.add(Files.readAllBytes(FIXTURES.resolve("mlp_dynamo.onnx")));
    Files.copy(
        FIXTURES.resolve("mlp_dynamo.onnx.data"),
        folder.resolve("mlp_dynamo.onnx.data"),
        StandardCopyOption.REPLACE_EXISTING);
    return seeds;
  }

  @Override
  protected Mutator mutator() {
    Mutator fields = new MessageMutator(ModelProto.getDefaultInstance());
    return fields.or(fields.or(Mutator.BYTES));
  }

  @Override
  protected String fileName() {
    return "model.onnx";
  }

  @Override
  protected Object read(Path file) throws IOException {
    AnnGraph graph = OnnxModel.read(file).graph();
    int values = graph.inputShape().values();
    return values > 10_000 ? graph : new ReferenceForward(graph).run(new float[values]);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
