package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Dataset;
import io.github.ann2snn.files.hdf5.Hdf5Group;
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
    return read(key, Hdf5Dataset::text);
  }

  /** What is made of a dataset. */
  private interface Reading<T> {
    T of(Hdf5Dataset dataset) throws BadFileException;
  }

  private <T> Optional<T> read(String key, Reading<T> reading) throws BadFileException {
    Optional<Hdf5Dataset> dataset = dataset(key);
    return dataset.isPresent() ? Optional.of(reading.of(dataset.get())) : Optional.empty();
  }

  /** The constant that stands there as {@link NirNames#text}. */
  public <E extends Enum<E>> Optional<E> constant(String key, Class<E> type)
      throws BadFileException {
    return read(key, dataset -> constant(dataset, List.of(type.getEnumConstants())));
  }

  private static <E extends Enum<E>> E constant(Hdf5Dataset dataset, List<E> constants)
      throws BadFileException {
    String text = dataset.text();
    for (E constant : constants) {
      if (NirNames.text(constant).equals(text)) {
        return constant;
      }
    }
    String expected = constants.stream().map(NirNames::text).collect(Collectors.joining(" or "));
    throw dataset.fault("is '%s', expected %s", text, expected);
  }

  /** The number there, which must be greater than zero and finite. */
  public Optional<Double> positiveNumber(String key) throws BadFileException {
    return read(
        key,
        dataset -> {
          double value = dataset.number();
          if (!(value > 0) || Double.isInfinite(value)) {
            throw dataset.fault("is %s, expected a number > 0", value);
          }
          return value;
        });
  }

  /** The integer there, from 1 to 2147483647. */
  public Optional<Integer> size(String key) throws BadFileException {
    return read(key, Hdf5Dataset::size);
  }
}
