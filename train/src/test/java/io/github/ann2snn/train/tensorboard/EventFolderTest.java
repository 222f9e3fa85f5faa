package io.github.ann2snn.train.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.ann.record.TrainingRecordTest;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.train.training.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFolderTest {
  private static final TrainingConfig CONFIG = Samples.config().build();

  @TempDir Path root;

  private Path folder() {
    return root.resolve("events");
  }

  private EventFolder open() throws IOException {
    EventFolder events = EventFolder.of(folder(), "sha-of-train", CONFIG);
    events.requireOurs();
    return events;
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return all.get(0);
    }
  }

  private static byte[] golden() throws IOException {
    try (InputStream in = EventFolderTest.class.getResourceAsStream("two-epochs.tfevents")) {
      return in.readAllBytes();
    }
  }

  /** The golden file was read by TensorBoard, as the next test does where it is installed. */
  @Test
  void writesTheGoldenFile() throws IOException {
    open().write(TrainingRecordTest.record(2));
    assertArrayEquals(golden(), Files.readAllBytes(file()));
    assertTrue(file().getFileName().toString().startsWith("events.out.tfevents."));
  }

  @Test
  void tensorBoardReadsThem() throws IOException, InterruptedException {
    assumeTrue(
        python("import tensorboard").isEmpty(), "skipped: Python has no TensorBoard to read with");
    open().write(TrainingRecordTest.record(2));
    assertEquals(
        """
        scalars batch/accuracy,batch/loss,dead_share/dense_0,epoch/accuracy,epoch/evaluation_seconds,\
        epoch/learning_rate,epoch/loss,epoch/test_accuracy,epoch/training_seconds,\
        gradient_norm/dense_0,gradient_norm/output,update_norm/dense_0,update_norm/output,\
        weight_norm/dense_0,weight_norm/output
        histograms activations/dense_0,weights/dense_0,weights/output
        loss [(3, 1.5), (5, 0.5), (8, 1.5), (10, 0.5)]
        epoch [(1001.0, 1, 1.0), (1005.0, 2, 0.5)]
        weights -0.5 0.25 3.0 [-0.25, 0.0, 0.25] [1.0, 0.0, 2.0]
        text     dense_0 | output
        """,
        python(
            """
            import sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            events = EventAccumulator(sys.argv[1])
            events.Reload()
            tags = events.Tags()
            print('scalars', ','.join(sorted(tags['scalars'])))
            print('histograms', ','.join(sorted(tags['histograms'])))
            print('loss', [(e.step, e.value) for e in events.Scalars('batch/loss')])
            print('epoch', [(e.wall_time - 3, e.step, e.value) for e in events.Scalars('epoch/loss')])
            h = events.Histograms('weights/output')[-1].histogram_value
            print('weights', h.min, h.max, h.num, h.bucket_limit, h.bucket)
            print('text', events.Tensors('network')[0].tensor_proto.string_val[0].decode().rstrip())
            """));
  }

  /** What a script prints, and what it complains about where it fails. */
  private String python(String script) throws IOException, InterruptedException {
    Process process;
    Path errors = root.resolve("errors");
    try {
      process =
          new ProcessBuilder("python3", "-c", script, folder().toString())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      return e.getMessage();
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? printed : Files.readString(errors);
  }

  @Test
  void epochsAreAppended() throws IOException {
    EventFolder events = open();
    events.write(TrainingRecordTest.record(0));
    assertFalse(Files.exists(folder()));
    events.write(TrainingRecordTest.record(1));
    byte[] first = Files.readAllBytes(file());
    events.write(TrainingRecordTest.record(2));
    assertArrayEquals(golden(), Files.readAllBytes(file()));
    assertArrayEquals(first, Arrays.copyOf(golden(), first.length));
    events.write(TrainingRecordTest.record(2));
    assertArrayEquals(golden(), Files.readAllBytes(file()));
  }

  /** Whatever a process that died has left: nothing, an epoch, a part of a record, too much. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 700, 1_000_000})
  void aResumedTrainingGoesOnInItsFile(int bytes) throws IOException {
    open().write(TrainingRecordTest.record(3));
    byte[] three = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(three, Math.min(bytes, three.length)));
    EventFolder events = open();
    events.write(TrainingRecordTest.record(1));
    events.write(TrainingRecordTest.record(2));
    assertArrayEquals(golden(), Files.readAllBytes(file()));
  }

  @Test
  void moreEpochsAreTheSameTraining() throws IOException {
    open().write(TrainingRecordTest.record(1));
    TrainingRecord longer = TrainingRecordTest.record(2);
    EventFolder.of(folder(), "sha-of-train", CONFIG.with(99, CONFIG.validationFraction()))
        .write(longer);
    assertArrayEquals(golden(), Files.readAllBytes(file()));
  }

  @Test
  void refusesTheEventsOfAnotherRun() throws IOException {
    open().write(TrainingRecordTest.record(1));
    String name = file().getFileName().toString();
    refuses(name, "sha-of-train", Samples.config().seed(10).build());
    refuses(name, "sha-of-others", CONFIG);
    Files.delete(file());
    Files.writeString(folder().resolve("events.out.tfevents.1700000000.host.1.0"), "");
    refuses("events.out.tfevents.1700000000.host.1.0", "sha-of-train", CONFIG);
  }

  private void refuses(String name, String trainSha256, TrainingConfig config) {
    String message =
        assertThrows(
                FileAlreadyExistsException.class,
                () -> EventFolder.of(folder(), trainSha256, config).requireOurs())
            .getMessage();
    assertEquals(folder() + ": holds events of another run, " + name, message);
  }
}
