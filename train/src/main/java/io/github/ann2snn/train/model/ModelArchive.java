package io.github.ann2snn.train.model;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ForeignZip;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The entries of a model zip. Admits the five names that a model may have and nothing else: DL4J
 * runs Java deserialisation on others. Sizes are counted while reading, not taken from headers.
 */
final class ModelArchive implements Closeable {
  static final String CONFIGURATION = "configuration.json";
  static final String COEFFICIENTS = "coefficients.bin";
  static final String UPDATER = "updaterState.bin";

  /** Ours, unknown to DL4J: weights after the last update, where the model's are averaged. */
  static final String TRAINED = "trainedCoefficients.bin";

  static final String NO_PARAMETERS = "noParams.marker";

  private static final List<String> ALLOWED =
      List.of(CONFIGURATION, COEFFICIENTS, UPDATER, TRAINED, NO_PARAMETERS);
  private static final String REMEDY =
      "; take the model from a source you trust, train it again with `ann2snn train`, or bring in one of Keras or PyTorch with `ann2snn import`";

  private final Path file;
  private final ZipFile zip;

  private ModelArchive(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  static ModelArchive open(Path file) throws BadFileException {
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(
          file, "", "no such file; `ann2snn train --out FILE` makes a model");
    }
    ZipFile zip;
    try {
      zip = ForeignZip.open(file);
    } catch (IOException e) {
      throw new BadFileException(
          file, "", "not a complete zip file (" + e.getMessage() + ")" + REMEDY, e);
    }
    ModelArchive archive = new ModelArchive(file, zip);
    try {
      archive.checkNames();
    } catch (BadFileException e) {
      archive.closeQuietly(e);
      throw e;
    }
    return archive;
  }

  private void checkNames() throws BadFileException {
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : entries()) {
      String name = entry.getName();
      if (!ALLOWED.contains(name)) {
        throw new BadFileException(
            file,
            "entry " + printable(name),
            "not allowed in a model, where only "
                + String.join(", ", ALLOWED)
                + " are; it might run code when another program opens it"
                + REMEDY);
      }
      if (!seen.add(name)) {
        throw new BadFileException(file, name, "occurs twice, once is allowed" + REMEDY);
      }
    }
    for (String name : List.of(CONFIGURATION, COEFFICIENTS)) {
      if (!seen.contains(name)) {
        throw new BadFileException(file, name, "entry is missing" + REMEDY);
      }
    }
  }

  private List<ZipEntry> entries() throws BadFileException {
    try {
      return ForeignZip.entries(zip);
    } catch (ZipException e) {
      throw new BadFileException(file, "", "damaged (" + e.getMessage() + ")" + REMEDY, e);
    }
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** The content of an entry, refused if it is longer than {@code cap} bytes or its CRC differs. */
  byte[] read(String name, int cap) throws BadFileException {
    ZipEntry entry = zip.getEntry(name);
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes(cap);
      if (in.read() >= 0) {
        throw new BadFileException(
            file, name, "longer than the " + cap + " bytes it may have" + REMEDY);
      }
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException(file, name, "damaged (" + e.getMessage() + ")" + REMEDY, e);
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (crc.getValue() != entry.getCrc()) {
      throw new BadFileException(file, name, "damaged (its CRC-32 differs)" + REMEDY);
    }
    return bytes;
  }

  private static String printable(String name) {
    String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
    return shown.replaceAll("[^ -~]", "?");
  }

  private void closeQuietly(Exception reason) {
    try {
      close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
