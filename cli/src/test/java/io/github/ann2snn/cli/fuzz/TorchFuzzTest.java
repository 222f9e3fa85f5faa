package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.torch.TorchModel;
import io.github.ann2snn.ann.torch.TorchModel.Description;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A {@code state_dict} whose arrays may not be those of its architecture. */
class TorchFuzzTest extends NpzFuzzTest {
  static final Path FIXTURES = Path.of("../ann/src/test/resources/io/github/ann2snn/ann/torch");

  @Override
  protected List<byte[]> seeds() throws IOException {
    return files(FIXTURES, "cnn.npz");
  }

  @Override
  protected Object read(Path file) throws IOException {
    return TorchModel.read(
            file, Description.of(Architecture.parse("8x6x2-c4k3p1-bn-c8k3s2g4-a2x1-5-bn-3")))
        .notes();
  }
}
