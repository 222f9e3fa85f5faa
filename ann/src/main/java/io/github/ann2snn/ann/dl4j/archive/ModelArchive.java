package io.github.ann2snn.ann.dl4j.archive;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ForeignZip;
import io.github.ann2snn.files.Text;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The entries of a model zip. Admits the five names that a model may have and nothing else: DL4J
 * runs Java deserialisation on others. Sizes are counted while reading, not taken from headers.
 */
public record ModelArchive(Path file, ZipFile zip) implements Closeable {
  /** What the network is, as JSON. */
  public static final String CONFIGURATION = "configuration.json";

  /** Its numbers. */
  public static final String COEFFICIENTS = "coefficients.bin";

  /** What training remembers. */
  public static final String UPDATER = "updaterState.bin";

  /** Ours, unknown to DL4J: weights after the last update, where the model's are averaged. */
  public static final String TRAINED = "trainedCoefficients.bin";

  private static final String NO_PARAMETERS = "noParams.marker";

  private static final List<String> ALLOWED =
      List.of(CONFIGURATION, COEFFICIENTS, UPDATER, TRAINED, NO_PARAMETERS);
  private static final String REMEDY =
      "; take the model from a source you trust, train it again with `ann2snn train`, or bring in one of Keras or PyTorch with `ann2snn import`";

  /**
   * Opens a file and checks the names of its entries.
   *
   * @throws BadFileException if there is none, or it is no such zip
   */
  public static ModelArchive open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(
          file, "", "no such file; `ann2snn train --out FILE` makes a model");
    }
    ModelArchive archive;
    try {
      archive = new ModelArchive(file, ForeignZip.open(file));
    } catch (IOException e) {
      throw new BadFileException(
          file, "", "not a complete zip file (" + e.getMessage() + ")" + REMEDY, e);
    }
    try {
      archive.checkNames();
    } catch (BadFileException e) {
      archive.close();
      throw e;
    }
    return archive;
  }

  private void checkNames() throws BadFileException {
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : entries()) {
      String name = entry.getName();
      if (!ALLOWED.contains(name)) {
        throw refuse(
            "entry " + Text.printable(name),
            "not allowed in a model, where only %s are; it might run code when another program opens it",
            String.join(", ", ALLOWED));
      }
      if (!seen.add(name)) {
        throw refuse(name, "occurs twice, once is allowed");
      }
    }
    for (String name : List.of(CONFIGURATION, COEFFICIENTS)) {
      if (!seen.contains(name)) {
        throw refuse(name, "entry is missing");
      }
    }
  }

  private List<ZipEntry> entries() throws BadFileException {
    try {
      return ForeignZip.entries(zip);
    } catch (ZipException e) {
      throw damaged("", e);
    }
  }

  /** Whether there is an entry. */
  public boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** The content of an entry, refused if it is longer than {@code cap} bytes or its CRC differs. */
  public byte[] read(String name, int cap) throws BadFileException {
    ZipEntry entry = zip.getEntry(name);
    byte[] bytes;
    try (InputStream in = ForeignZip.content(zip, entry)) {
      bytes = in.readNBytes(cap + 1);
    } catch (IOException e) {
      throw damaged(name, e);
    }
    if (bytes.length > cap) {
      throw refuse(name, "longer than the %d bytes it may have", cap);
    }
    return bytes;
  }

  private BadFileException damaged(String place, IOException cause) {
    String reason = "damaged (" + cause.getMessage() + ")" + REMEDY;
    return new BadFileException(file, place, reason, cause);
  }

  @FormatMethod
  private BadFileException refuse(String place, @FormatString String format, Object... args) {
    return new BadFileException(file, place, Text.of(format, args) + REMEDY);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
