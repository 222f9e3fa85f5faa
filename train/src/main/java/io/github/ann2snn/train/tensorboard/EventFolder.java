package io.github.ann2snn.train.tensorboard;

import io.github.ann2snn.ann.record.EpochRecord;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.train.tensorboard.messages.EventMessages.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A folder that TensorBoard reads. It holds one event file, whose name is that of the training, so
 * that TensorBoard never mixes the curves of two; what is in it follows from the record of the
 * training alone. While a training runs, epochs are appended; one that is resumed goes on in the
 * same file, also where that lacks epochs of the checkpoint or ends in the middle of one.
 */
public final class EventFolder {
  /** What TensorBoard knows event files by. */
  private static final String EVENTS = "tfevents";

  /** What decides how a training goes, of which digits are enough to tell it from others. */
  private static final int DIGITS = 16;

  private final Path folder;
  private final Path file;
  private int written;

  private EventFolder(Path folder, String training) {
    this.folder = folder;
    this.file = folder.resolve("events.out." + EVENTS + ".0.ann2snn-" + training);
  }

  /**
   * The folder for a training.
   *
   * @param trainSha256 SHA-256 of the training split
   * @param config settings; how many epochs there will be does not matter
   */
  public static EventFolder of(Path folder, String trainSha256, TrainingConfig config) {
    MessageDigest digest = ContentDigest.sha256();
    String settings = JsonDocument.text(config.with(1, config.validationFraction()));
    digest.update((trainSha256 + settings).getBytes(StandardCharsets.UTF_8));
    return new EventFolder(folder, ContentDigest.hex(digest).substring(0, DIGITS));
  }

  /**
   * Nothing, unless the folder holds events of another training.
   *
   * @throws FileAlreadyExistsException that names them
   */
  public void requireOurs() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + EVENTS + "*")) {
      for (Path other : files) {
        if (!other.getFileName().equals(file.getFileName())) {
          throw new FileAlreadyExistsException(
              folder.toString(),
              null,
              Text.of("holds events of another run, %s", other.getFileName()));
        }
      }
    }
  }

  /**
   * Writes the epochs that are not there yet.
   *
   * @param record of the training; each time of more epochs
   * @throws IOException if they cannot be written
   */
  public void write(TrainingRecord record) throws IOException {
    List<EpochRecord> epochs = record.epochs();
    List<Event> events = new ArrayList<>();
    if (written == 0 && !epochs.isEmpty()) {
      events.addAll(TrainingEvents.beginning(record));
    }
    for (EpochRecord epoch : epochs.subList(written, epochs.size())) {
      events.addAll(TrainingEvents.of(epoch));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventRecords.write(events, bytes);
    if (written == 0 && !epochs.isEmpty()) {
      begin(bytes.toByteArray());
    } else {
      append(bytes.toByteArray());
    }
    written = epochs.size();
  }

  /** Completes what is there, if that is a beginning of it, and replaces it otherwise. */
  private void begin(byte[] content) throws IOException {
    byte[] there = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    boolean continues =
        there.length > 0
            && there.length <= content.length
            && Arrays.equals(there, Arrays.copyOf(content, there.length));
    if (continues) {
      append(Arrays.copyOfRange(content, there.length, content.length));
    } else {
      AtomicFile.write(file, temporary -> Files.write(temporary, content));
    }
  }

  private void append(byte[] content) throws IOException {
    if (content.length == 0) {
      return;
    }
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      out.write(content);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }
}
