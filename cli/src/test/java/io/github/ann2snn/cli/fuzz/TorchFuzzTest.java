package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.interop.torch.TorchModel;
import io.github.ann2snn.interop.torch.TorchModel.Description;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A {@code state_dict} whose arrays may not be those of its architecture. */
class TorchFuzzTest extends NpzFuzzTest {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return files(KerasFuzzTest.FIXTURES.resolve("torch"), "cnn.npz");
  }

  @Override
  protected Object read(Path file) throws IOException {
    return TorchModel.read(
            file, Description.of(Architecture.parse("8x6x2-c4k3p1-bn-c8k3s2g4-a2x1-5-bn-3")))
        .notes();
  }
}
