package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningFileTest {
  private static final LearningState STATE =
      new LearningState(
          CompetitiveNetwork.random(
              CompetitiveModel.DEFAULT.withInhibition(60).withThresholdStepMv(0.02), 5, 3, 1),
          new NeuronClasses(2, new int[] {1, 0, NeuronClasses.NONE}),
          123,
          List.of(new LearningState.Window(100, 51), new LearningState.Window(10, 9)),
          Map.of("dataset", "bars", "seed", "7"));

  @TempDir private Path folder;

  @Test
  void readsWhatWasWritten() throws Exception {
    Path file = folder.resolve("a.h5");
    LearningFile.write(STATE, file);
    assertEquals(STATE, LearningFile.read(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 9, 10, 64, 100, 1000})
  void textsOfAnyLengthAreKept(int length) throws Exception {
    Path file = folder.resolve("a.h5");
    LearningState state =
        new LearningState(
            STATE.network(),
            STATE.classes(),
            0,
            List.of(),
            Map.of("x", "y".repeat(length), "z", "!".repeat(length)));
    LearningFile.write(state, file);
    assertEquals(state, LearningFile.read(file));
  }

  @Test
  void aTruncatedFileIsRefused() throws Exception {
    Path file = folder.resolve("a.h5");
    LearningFile.write(STATE, file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    String message =
        assertThrows(BadFileException.class, () -> LearningFile.read(file)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
  }

  @Test
  void anotherVersionIsRefused() throws Exception {
    assertRefused(root -> root.putText("format", "ann2snn.stdp/2"), "is ann2snn.stdp/2");
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws Exception {
    assertRefused(
        root -> root.putText("something", "else"), "is HDF5, but not a network that learned");
  }

  private interface Change {
    void apply(Hdf5Content root) throws BadFileException;
  }

  private void assertRefused(Change change, String part) throws Exception {
    Hdf5Content root = Hdf5Content.empty();
    change.apply(root);
    root.group("facts").putText("x", "y");
    Path file = folder.resolve("b.h5");
    root.writeTo(file);
    String message =
        assertThrows(BadFileException.class, () -> LearningFile.read(file)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
