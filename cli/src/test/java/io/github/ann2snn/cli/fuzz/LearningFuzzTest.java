package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveNetwork;
import io.github.ann2snn.dynamics.unsupervised.LearningFile;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.dynamics.unsupervised.NeuronClasses;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

class LearningFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    LearningState state =
        new LearningState(
            CompetitiveNetwork.random(CompetitiveModel.DEFAULT, 5, 3, 1),
            new NeuronClasses(2, new int[] {1, 0, NeuronClasses.NONE}),
            20,
            List.of(new LearningState.Window(10, 5)),
            Map.of("dataset", "bars", "seed", "7"));
    Path file = Files.createTempFile("learned", ".h5");
    try {
      LearningFile.write(state, file);
      return List.of(Files.readAllBytes(file));
    } finally {
      Files.delete(file);
    }
  }

  @Override
  protected Mutator mutator() {
    return Mutator.BYTES;
  }

  @Override
  protected String fileName() {
    return "network.h5";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return LearningFile.read(file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
