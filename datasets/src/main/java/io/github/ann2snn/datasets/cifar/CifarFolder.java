package io.github.ann2snn.datasets.cifar;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A folder with the files of the binary version of CIFAR-10 or CIFAR-100, or one that holds such a
 * folder as the archive calls it. Of the training files of CIFAR-10 some may be missing.
 */
public final class CifarFolder {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int LONGEST_NAMES = 1 << 16;

  private static final Pattern ARCHIVE = Pattern.compile("cifar-100?-binary\\.tar\\.gz");
  private static final Pattern OTHER_VERSION =
      Pattern.compile("cifar-100?-(batches-py|python|batches-mat|matlab)(\\.tar\\.gz)?");
  private static final Pattern FILE_OF_ANOTHER_VERSION =
      Pattern.compile("(data_batch_[1-5]|test_batch|train|test)(\\.mat)?");

  /** Samples that there is room for at first. */
  private static final long FIRST_ROOM = 10_000;

  private final DataFiles files;
  private final CifarLayout layout;
  private final DataFiles.Entry test;
  private final List<DataFiles.Entry> train;
  private final Optional<DataFiles.Entry> names;

  private CifarFolder(
      DataFiles files, CifarLayout layout, DataFiles.Entry test, List<DataFiles.Entry> entries) {
    this.files = files;
    this.layout = layout;
    this.test = test;
    this.train =
        entries.stream()
            .filter(file -> layout.trainFiles.matcher(plain(file)).matches())
            .sorted(
                Comparator.comparing((DataFiles.Entry file) -> plain(file).length())
                    .thenComparing(DataFiles.Entry::name))
            .toList();
    this.names = entries.stream().filter(file -> plain(file).equals(layout.nameFile)).findFirst();
  }

  /** The file called {@code name}, or that and {@code .gz}, in a folder or one that it holds. */
  public static Optional<DataFiles.Entry> find(DataFiles files, String folder, String name)
      throws IOException {
    for (String place : places(files, folder)) {
      for (DataFiles.Entry file : entries(files, place)) {
        if (plain(file).equals(name)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> places(DataFiles files, String folder) throws IOException {
    List<String> places = new ArrayList<>();
    places.add(folder);
    for (CifarLayout layout : CifarLayout.values()) {
      places.add(files.resolve(folder, layout.folder));
    }
    List<String> there = new ArrayList<>();
    for (String place : places) {
      if (files.find(place).filter(DataFiles.Entry::folder).isPresent()) {
        there.add(place);
      }
    }
    return there;
  }

  /** The files of a folder, each once, compressed or not. */
  private static List<DataFiles.Entry> entries(DataFiles files, String folder) throws IOException {
    List<DataFiles.Entry> all = files.list(folder).stream().filter(DataFiles.Entry::file).toList();
    List<String> names = all.stream().map(DataFiles.Entry::name).toList();
    return all.stream()
        .filter(file -> plain(file).equals(file.name()) || !names.contains(plain(file)))
        .toList();
  }

  private static String plain(DataFiles.Entry file) {
    return file.name().replaceFirst("\\.gz$", "");
  }

  private static CifarFolder of(DataFiles files, String folder) throws IOException {
    BadFileException.when(
        files.find(folder).filter(DataFiles.Entry::folder).isEmpty(), "%s: no such folder", folder);
    List<CifarFolder> found = new ArrayList<>();
    for (String place : places(files, folder)) {
      List<DataFiles.Entry> entries = entries(files, place);
      for (CifarLayout layout : CifarLayout.values()) {
        entries.stream()
            .filter(file -> plain(file).equals(layout.testFile))
            .map(test -> new CifarFolder(files, layout, test, entries))
            .filter(set -> !set.train.isEmpty())
            .forEach(found::add);
      }
    }
    BadFileException.when(
        found.isEmpty(),
        "%s: needs test_batch.bin and data_batch_1.bin (CIFAR-10), or test.bin and train.bin (CIFAR-100), each may end in .gz%s",
        folder,
        found.isEmpty() ? otherVersion(files, folder) : "");
    BadFileException.when(
        found.size() > 1,
        "%s: holds several data sets (%s); name a folder with one",
        folder,
        String.join(", ", found.stream().map(set -> set.test.path()).toList()));
    return found.get(0);
  }

  /** What is in a folder that people take for the records: the archive, or what Python reads. */
  private static String otherVersion(DataFiles files, String folder) throws IOException {
    for (DataFiles.Entry entry : files.list(folder)) {
      String name = entry.name();
      if (ARCHIVE.matcher(name).matches()) {
        return "; unpack " + name + " there";
      }
      // Folders called train and test are pictures, more likely.
      if (OTHER_VERSION.matcher(name).matches()
          || (entry.file() && FILE_OF_ANOTHER_VERSION.matcher(name).matches())) {
        return "; "
            + name
            + " is of the version for Python or Matlab: take the binary version of the same page";
      }
    }
    return "";
  }

  /**
   * Reads a data set. Of the training files, only the sizes are looked at before they are used.
   *
   * @param files of this machine
   * @param known one name per class; empty: those that a file beside tells, or else numbers
   * @throws BadFileException if a file is missing or damaged, or a label is no class
   */
  public static Dataset load(String name, DataFiles files, String folder, List<String> known)
      throws IOException {
    CifarFolder set = of(files, folder);
    List<CifarFile> train = set.sized(set.train);
    return Dataset.of(
        name,
        CifarLayout.SHAPE,
        known.isEmpty() ? set.names() : known,
        Split.later(samples(train), CifarLayout.PIXELS, () -> set.read(train)),
        set.read(set.sized(List.of(set.test))));
  }

  /** Reads what is in the files but for the images. */
  public static StoredData open(DataFiles files, String folder) throws IOException {
    CifarFolder set = of(files, folder);
    return new StoredData(
        CifarLayout.SHAPE,
        set.names(),
        set.stored(set.train),
        set.stored(List.of(set.test)),
        Optional.empty(),
        List.of());
  }

  private List<CifarFile> sized(List<DataFiles.Entry> entries) throws IOException {
    List<CifarFile> sized = new ArrayList<>();
    for (DataFiles.Entry entry : entries) {
      sized.add(CifarFile.of(files, entry, layout));
    }
    BadFileException.when(
        sized.stream().mapToLong(CifarFile::samples).sum() > LARGEST_ARRAY / CifarLayout.PIXELS,
        "%s: more than %d samples of %d inputs",
        entries.get(0).path(),
        LARGEST_ARRAY / CifarLayout.PIXELS,
        CifarLayout.PIXELS);
    return sized;
  }

  private static int samples(List<CifarFile> sized) {
    return sized.stream().mapToInt(CifarFile::samples).sum();
  }

  private Split read(List<CifarFile> sized) throws IOException {
    byte[] labels = new byte[samples(sized)];
    byte[][] pixels = {new byte[0]};
    int width = CifarLayout.PIXELS;
    read(
        sized,
        labels,
        (sample, bytes, at) -> {
          // What the end of gzip data announces may not be there.
          if ((sample + 1) * width > pixels[0].length) {
            long room = Math.max(2L * pixels[0].length, FIRST_ROOM * width);
            pixels[0] =
                Arrays.copyOf(pixels[0], (int) Math.min(room, (long) labels.length * width));
          }
          System.arraycopy(bytes, at, pixels[0], sample * width, width);
        });
    return Split.ofBytes(pixels[0], labels, width);
  }

  private StoredData.Part stored(List<DataFiles.Entry> entries) throws IOException {
    List<CifarFile> sized = sized(entries);
    byte[] labels = new byte[samples(sized)];
    read(sized, labels, (sample, bytes, at) -> {});
    return new StoredData.Part(
        CifarImages.of(sized, layout), true, labels, DataFiles.Entry.identity(entries));
  }

  /** Takes the pixels of a sample, which begin at a place. */
  @FunctionalInterface
  private interface Pixels {
    void take(int sample, byte[] bytes, int at);
  }

  private void read(List<CifarFile> sized, byte[] labels, Pixels pixels) throws IOException {
    int before = 0;
    for (CifarFile file : sized) {
      int begin = before;
      file.read(
          files,
          (first, bytes) -> {
            for (int i = 0; i < bytes.length / layout.record(); i++) {
              int at = i * layout.record();
              int sample = begin + first + i;
              labels[sample] = layout.label(file.path(), bytes, at, first + i);
              pixels.take(sample, bytes, at + layout.labelBytes());
            }
          });
      before += file.samples();
    }
  }

  private List<String> names() throws IOException {
    if (names.isEmpty()) {
      return IntStream.range(0, layout.classes()).mapToObj(Integer::toString).toList();
    }
    String path = names.get().path();
    byte[] text;
    try (InputStream content = files.content(path)) {
      text = content.readNBytes(LONGEST_NAMES);
    }
    List<String> lines =
        new String(text, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (lines.size() != layout.classes()) {
      throw BadFileException.of(
          "%s: names %d classes, but %s has %d; correct or delete it",
          path, lines.size(), layout, layout.classes());
    }
    return lines;
  }
}
