package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The metadata of a node or of the graph, where it has any. */
public final class Metadata {
  private final Optional<Hdf5Group> group;

  private Metadata(Optional<Hdf5Group> group) {
    this.group = group;
  }

  public static Metadata of(Hdf5Group owner) throws BadFileException {
    return new Metadata(owner.optionalGroup(NirNames.METADATA));
  }

  /** All keys. */
  public List<String> keys() throws BadFileException {
    return group.isPresent() ? group.get().names() : List.of();
  }

  public Optional<Hdf5Dataset> dataset(String key) throws BadFileException {
    return group.isPresent() ? group.get().optionalDataset(key) : Optional.empty();
  }

  public Optional<String> text(String key) throws BadFileException {
    Optional<Hdf5Dataset> dataset = dataset(key);
    return dataset.isPresent() ? Optional.of(dataset.get().text()) : Optional.empty();
  }

  /** The constant that stands there as {@link NirNames#text}. */
  public <E extends Enum<E>> Optional<E> constant(String key, Class<E> type)
      throws BadFileException {
    Optional<Hdf5Dataset> dataset = dataset(key);
    if (dataset.isEmpty()) {
      return Optional.empty();
    }
    String text = dataset.get().text();
    for (E constant : type.getEnumConstants()) {
      if (NirNames.text(constant).equals(text)) {
        return Optional.of(constant);
      }
    }
    String expected =
        Arrays.stream(type.getEnumConstants())
            .map(NirNames::text)
            .collect(Collectors.joining(" or "));
    throw dataset.get().fault("is '%s', expected %s", text, expected);
  }

  /** The number there, which must be greater than zero and finite. */
  public Optional<Double> positiveNumber(String key) throws BadFileException {
    Optional<Hdf5Dataset> dataset = dataset(key);
    if (dataset.isEmpty()) {
      return Optional.empty();
    }
    double value = dataset.get().number();
    if (!(value > 0) || Double.isInfinite(value)) {
      throw dataset.get().fault("is %s, expected a number > 0", value);
    }
    return Optional.of(value);
  }

  /** The integer there, from 1 to 2147483647. */
  public Optional<Integer> size(String key) throws BadFileException {
    Optional<Hdf5Dataset> dataset = dataset(key);
    if (dataset.isEmpty()) {
      return Optional.empty();
    }
    int[] sizes = dataset.get().sizes();
    if (sizes.length != 1) {
      throw dataset.get().fault("has %d values, expected 1", sizes.length);
    }
    return Optional.of(sizes[0]);
  }
}
