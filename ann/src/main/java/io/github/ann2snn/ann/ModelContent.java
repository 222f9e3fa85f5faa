package io.github.ann2snn.ann;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.FileKind;
import io.github.ann2snn.files.ForeignZip;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5File;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import io.github.ann2snn.files.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What a file or folder looks like, so that its format can be told.
 *
 * @param file its path
 * @param kind a file or a folder
 * @param start its first bytes, as text of one byte each; empty for a folder
 * @param names of the entries of a zip, of the root of an HDF5 file, or in a folder
 */
record ModelContent(Path file, FileKind kind, String start, List<String> names) {
  private static final int START_BYTES = 64;
  private static final String ZIP = "PK\003\004";
  private static final String HDF5 = "\u0089HDF\r\n\u001a\n";

  /** The first field of ONNX's message, and versions of the format that it can tell. */
  private static final char ONNX_VERSION = 0x08;

  private static final int NEWEST_VERSION = 0x7f;

  /** What can come behind the version: every other field of the message. */
  private static final String ONNX_FIELDS = "\u0012\u001a\"(2:Br\u00a2\u00ca";

  /**
   * Looks at a path.
   *
   * @throws BadFileException if there is nothing, or it cannot be read
   */
  static ModelContent of(Path file) throws BadFileException {
    FileKind kind = FileKind.of(file);
    try {
      return switch (kind) {
        case REGULAR -> ofFile(file);
        case FOLDER -> new ModelContent(file, kind, "", children(file));
        case NOTHING -> throw new BadFileException(file, "", "no such file");
        default ->
            throw new BadFileException(
                file,
                "",
                Text.of("is a %s", kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                "models are read from files, because they are read in several places");
      };
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException(file, "", "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static ModelContent ofFile(Path file) throws IOException {
    String start;
    try (InputStream in = Files.newInputStream(file)) {
      start = new String(in.readNBytes(START_BYTES), StandardCharsets.ISO_8859_1);
    }
    if (start.startsWith(HDF5)) {
      List<String> names = Hdf5File.read(file, "HDF5", Hdf5Group::names);
      return new ModelContent(file, FileKind.REGULAR, start, names);
    }
    List<String> names = start.startsWith(ZIP) ? entries(file) : List.of();
    return new ModelContent(file, FileKind.REGULAR, start, names);
  }

  /** None if they cannot be listed: who reads the file then says so. */
  private static List<String> entries(Path file) throws IOException {
    try (ZipFile zip = opened(file)) {
      return ForeignZip.entries(zip).stream().map(ZipEntry::getName).toList();
    } catch (ZipException e) {
      return List.of();
    }
  }

  private static ZipFile opened(Path file) throws BadFileException {
    try {
      return ForeignZip.open(file);
    } catch (IOException e) {
      throw new BadFileException(
          file, "", Text.of("is no complete zip file (%s); copy it again", e.getMessage()), e);
    }
  }

  private static List<String> children(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? List.of() : Arrays.stream(names).sorted().toList();
  }

  private boolean isNamed(String... endings) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(endings).anyMatch(name::endsWith);
  }

  private boolean isZip() {
    return start.startsWith(ZIP);
  }

  private boolean isHdf5() {
    return start.startsWith(HDF5);
  }

  private boolean has(String entry) {
    return names.contains(entry);
  }

  private boolean hasEnding(String ending) {
    return names.stream().anyMatch(name -> name.endsWith(ending));
  }

  boolean isFolder() {
    return kind == FileKind.FOLDER;
  }

  boolean isEmpty() {
    return !isFolder() && start.isEmpty();
  }

  boolean isOnnx() {
    boolean begins =
        start.length() > 2
            && start.charAt(0) == ONNX_VERSION
            && start.charAt(1) >= 3
            && start.charAt(1) <= NEWEST_VERSION
            && ONNX_FIELDS.indexOf(start.charAt(2)) >= 0;
    return begins || (isNamed(".onnx") && !isFolder() && !isZip() && !isHdf5());
  }

  boolean isArrays() {
    return isZip()
        && (isNamed(".npz")
            || (!names.isEmpty() && names.stream().allMatch(n -> n.endsWith(".npy"))));
  }

  boolean isArray() {
    return start.startsWith("\u0093NUMPY");
  }

  boolean isSafetensors() {
    try {
      return !isFolder() && (isNamed(".safetensors") || SafetensorsFile.isOne(file));
    } catch (IOException e) {
      return false;
    }
  }

  boolean isSpikingNetwork() {
    return isHdf5() && has("node");
  }

  boolean isKeras() {
    return isHdf5() || (isZip() && (has("config.json") || isNamed(".keras")));
  }

  boolean isDeeplearning4j() {
    return isZip() && has("configuration.json");
  }

  boolean isSavedModel() {
    return (isFolder() && has("saved_model.pb"))
        || isNamed("saved_model.pb")
        || start.startsWith("\b\001\022");
  }

  boolean isResults() {
    return isFolder() && has("results.json");
  }

  boolean isTfLite() {
    return start.startsWith("TFL3", 4);
  }

  boolean isExportedProgram() {
    return isZip()
        && (hasEnding("archive_format") || hasEnding("serialized_exported_program.json"));
  }

  boolean isTorchScript() {
    return isZip() && hasEnding("/constants.pkl");
  }

  /** A protocol of 2 to 5, or a zip with one in it. */
  boolean isPickle() {
    boolean begins = start.length() > 1 && start.charAt(0) == 0x80;
    return (begins && start.charAt(1) >= 2 && start.charAt(1) <= 5)
        || (isZip() && hasEnding("data.pkl"))
        || isNamed(".pt", ".pth", ".pkl");
  }

  boolean isExternalData() {
    return isNamed(".onnx.data", ".onnx_data");
  }

  boolean isFrozenGraph() {
    return isNamed(".pb");
  }
}
