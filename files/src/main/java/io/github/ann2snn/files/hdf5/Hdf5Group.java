package io.github.ann2snn.files.hdf5;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5Content.QuietLogging;
import io.github.ann2snn.files.hdf5.Hdf5File.Hdf5Location;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A group of an HDF5 file that was read into memory, so that a damaged address ends in an exception
 * instead of an access outside a memory map. Every failure says file, path and reason.
 */
public final class Hdf5Group {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int SECOND_SIGNATURE_OFFSET = 512;
  private static final int MAX_STRINGS = 10_000;

  private final Hdf5Location location;
  private final Group group;

  private Hdf5Group(Hdf5Location location, Group group) {
    this.location = location;
    this.group = group;
  }

  /**
   * The root group.
   *
   * @param file name for messages
   * @param content the whole file
   * @param expected what it should be, for messages
   * @throws BadFileException if it is not HDF5, or shorter than its header says
   */
  public static Hdf5Group root(String file, byte[] content, String expected)
      throws BadFileException {
    Hdf5Location location = new Hdf5Location(file, content.length, "");
    if (!isHdf5(content)) {
      throw location.fault("is not an HDF5 file; expected %s", expected);
    }
    QuietLogging.start();
    HdfFile opened = location.read(() -> HdfFile.fromBytes(content));
    long length =
        location.read(() -> opened.getHdfBackingStorage().getSuperblock().getEndOfFileAddress());
    if (length > content.length) {
      throw location.fault(
          "is truncated: it has %d bytes, its header says %d", content.length, length);
    }
    return new Hdf5Group(location, opened);
  }

  /** The signature stands at 0, 512, 1024, 2048 and so on. */
  private static boolean isHdf5(byte[] content) {
    for (int at = 0; at <= content.length - SIGNATURE.length; at = next(at)) {
      if (Arrays.equals(content, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
        return true;
      }
      if (at > Integer.MAX_VALUE / 2) {
        return false;
      }
    }
    return false;
  }

  private static int next(int offset) {
    return offset == 0 ? SECOND_SIGNATURE_OFFSET : 2 * offset;
  }

  /** Names of all children. */
  public List<String> names() throws BadFileException {
    return location.read(() -> List.copyOf(group.getChildren().keySet()));
  }

  /** Whether there is a child of this name, and it is a group. */
  public boolean isGroup(String name) throws BadFileException {
    return child(name) instanceof Group;
  }

  /** The child group of this name, which must exist. */
  public Hdf5Group group(String name) throws BadFileException {
    return optionalGroup(name).orElseThrow(() -> location.child(name).fault("group is missing"));
  }

  /** The child group of this name, if there is a child of this name. */
  public Optional<Hdf5Group> optionalGroup(String name) throws BadFileException {
    return child(name, Group.class, "group")
        .map(found -> new Hdf5Group(location.child(name), found));
  }

  /** The dataset of this name, which must exist. */
  public Hdf5Dataset dataset(String name) throws BadFileException {
    return optionalDataset(name)
        .orElseThrow(() -> location.child(name).fault("dataset is missing"));
  }

  /** The dataset of this name, if there is a child of this name. */
  public Optional<Hdf5Dataset> optionalDataset(String name) throws BadFileException {
    return child(name, Dataset.class, "dataset")
        .map(found -> new Hdf5Dataset(location.child(name), found));
  }

  private <T extends Node> Optional<T> child(String name, Class<T> type, String kind)
      throws BadFileException {
    Node child = child(name);
    if (child != null && !type.isInstance(child)) {
      throw location.child(name).fault("is not a %s", kind);
    }
    return Optional.ofNullable(type.cast(child));
  }

  /**
   * The strings of an attribute; none if there is no such attribute, or an empty one.
   *
   * @throws BadFileException if it holds something else, or more than {@value #MAX_STRINGS} strings
   */
  public List<String> attributeTexts(String name) throws BadFileException {
    Attribute attribute = location.read(() -> group.getAttribute(name));
    long size = attribute == null ? 0 : location.read(attribute::getSize);
    if (size == 0) {
      return List.of();
    }
    int bytes = location.read(() -> attribute.getDataType().getSize());
    if (size < 0 || size > MAX_STRINGS || size * bytes > location.fileBytes()) {
      throw location.fault("has an attribute %s of %d values, too many", name, size);
    }
    Object data = location.read(attribute::getData);
    if (data instanceof String text) {
      return List.of(text);
    }
    if (data instanceof String[] texts) {
      return location.read(() -> List.of(texts));
    }
    throw location.fault("has an attribute %s that is no string", name);
  }

  /**
   * The only string of an attribute, if there is such an attribute.
   *
   * @throws BadFileException if it holds something else
   */
  public Optional<String> attributeText(String name) throws BadFileException {
    List<String> texts = attributeTexts(name);
    if (texts.size() > 1) {
      throw location.fault("has an attribute %s of %d strings, expected 1", name, texts.size());
    }
    return texts.stream().findFirst();
  }

  /**
   * Links could leave the file or run in circles, and no writer of networks or models makes one.
   */
  private Node child(String name) throws BadFileException {
    Node child = location.read(() -> group.getChild(name));
    if (child != null && child.isLink()) {
      throw location.child(name).fault("is a link, expected a group or a dataset");
    }
    return child;
  }

  /** The failure to throw for something wrong with this group, made as {@link Text#of} does. */
  @FormatMethod
  public BadFileException fault(String format, Object... args) {
    return location.fault(format, args);
  }
}
