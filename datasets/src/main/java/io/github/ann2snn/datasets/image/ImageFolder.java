package io.github.ann2snn.datasets.image;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Folders of images, one per class: in colour where some image or the network is, else grey. */
public final class ImageFolder {
  private static final int MOST_CLASSES = 256;

  private ImageFolder() {}

  /**
   * Reads {@code DIR/class/file}, of which a part becomes the test split, or {@code
   * DIR/train/class/file} and {@code DIR/test/class/file}. The classes are the sorted names of the
   * folders.
   *
   * @throws BadFileException if there are no or too few classes, a class has no images, an image
   *     cannot be read, or the images differ in size
   */
  public static Dataset load(String name, Path folder, DatasetOptions options) throws IOException {
    BadFileException.when(!Files.isDirectory(folder), "%s: no such folder", folder);
    Consumer<String> notice = said -> options.notice().accept(name + ": " + said);
    Reader reader = new Reader(new Pictures(), options.reading(), notice, options.progress());
    if (hasSplits(DataFiles.local(), folder.toString())) {
      Labelled train = labelled(DataFiles.local(), folder.resolve("train").toString(), notice);
      Labelled test = labelled(DataFiles.local(), folder.resolve("test").toString(), notice);
      train.requireSameClasses(test);
      // Together, since one picture in colour makes all of them so.
      Split all = reader.read(train.and(test));
      int size = train.labels.length;
      return Dataset.of(
          name, reader.shape(all), train.classes, all.slice(0, size), all.slice(size, all.size()));
    }
    Labelled images = labelled(DataFiles.local(), folder.toString(), notice);
    DatasetOptions.HeldOut held = options.holdOut(name, images.labels.length);
    Split all = reader.read(images);
    return Dataset.of(
        name, reader.shape(all), images.classes, all.select(held.train()), all.select(held.test()));
  }

  /** Reads pictures as the user or the network wants them, and says how. */
  private record Reader(
      Pictures pictures, SampleReading reading, Consumer<String> notice, Progress progress) {
    Split read(Labelled images) throws IOException {
      Pictures.Stack stack;
      try (Progress.Work work =
          progress.start("Reading pictures", images.bytes(), Progress.BYTES)) {
        stack =
            pictures.read(
                DataFiles.local().watched(work::step), images.paths(), pixels -> channels(pixels));
      }
      tell(stack.channels(), stack.coloured());
      return Split.ofBytes(
          stack.bytes(), images.labels, stack.bytes().length / images.labels.length);
    }

    List<Integer> shape(Split split) {
      return pictures.shape(split.width() / pictures.pixels());
    }

    /** What is wanted of pictures with so many pixels. */
    OptionalInt channels(int pixels) {
      int inputs = reading.network().inputs().orElse(0);
      return reading.grey() || inputs == pixels
          ? OptionalInt.of(1)
          : inputs == Pictures.COLOURS * pixels
              ? OptionalInt.of(Pictures.COLOURS)
              : OptionalInt.empty();
    }

    void tell(int channels, boolean coloured) {
      if (coloured && channels == 1) {
        notice.accept(
            "pictures in colour are read as grey, as "
                + (reading.grey() ? "--grey says" : "the network takes one channel"));
      } else if (coloured) {
        notice.accept(
            "pictures are in colour: three channels, red, green and blue; --grey makes them grey");
      } else if (channels == Pictures.COLOURS) {
        notice.accept("pictures are grey: the network's three channels get the same");
      }
    }
  }

  /**
   * Lists {@code DIR/train/class/file} and {@code DIR/test/class/file}, and reads the first image
   * of each class of the former: all must have that size, and they tell whether there are colours.
   *
   * @throws IOException if that fails, the classes of the two differ, or one has no images
   */
  public static StoredData open(DataFiles files, String folder, SampleReading reading)
      throws IOException {
    List<String> notices = new ArrayList<>();
    Labelled train = labelled(files, files.resolve(folder, "train"), notices::add);
    Labelled test = labelled(files, files.resolve(folder, "test"), notices::add);
    train.requireSameClasses(test);
    Reader reader = new Reader(new Pictures(), reading, notices::add, Progress.NONE);
    boolean coloured = false;
    for (String path : train.firstOfEachClass()) {
      coloured |= reader.pictures.read(files, path).coloured();
    }
    int channels =
        reader.channels(reader.pictures.pixels()).orElse(coloured ? Pictures.COLOURS : 1);
    reader.tell(channels, coloured);
    List<Integer> shape = reader.pictures.shape(channels);
    return new StoredData(
        shape,
        train.classes,
        train.stored(train, shape),
        test.stored(train, shape),
        Optional.empty(),
        notices);
  }

  /** Whether a folder holds folders {@code train} and {@code test}. */
  public static boolean hasSplits(DataFiles files, String folder) throws IOException {
    return folders(files, folder).containsAll(List.of("train", "test"));
  }

  private static List<String> folders(DataFiles files, String folder) throws IOException {
    return files.list(folder).stream()
        .filter(DataFiles.Entry::folder)
        .map(DataFiles.Entry::name)
        .toList();
  }

  private static Labelled labelled(DataFiles files, String folder, Consumer<String> notice)
      throws IOException {
    List<String> classes =
        folders(files, folder).stream().filter(name -> !name.startsWith(".")).toList();
    if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
      throw BadFileException.of(
          "%s: %d class folders (%s); allowed: 2 ... %d, each holding the images of its class",
          folder, classes.size(), String.join(", ", classes), MOST_CLASSES);
    }
    List<DataFiles.Entry> images = new ArrayList<>();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    for (int label = 0; label < classes.size(); label++) {
      int before = images.size();
      String ofClass = files.resolve(folder, classes.get(label));
      for (DataFiles.Entry file : files.list(ofClass)) {
        if (file.kind() == DataFiles.Entry.Kind.SPECIAL) {
          notice.accept(file.path() + " is no regular file, and is skipped");
        } else if (file.file() && Pictures.isImage(file.name())) {
          images.add(file);
          labels.write(label);
        }
      }
      if (images.size() == before) {
        throw BadFileException.of(
            "%s: no images; allowed: files ending in %s",
            ofClass, String.join(", ", Pictures.FORMATS));
      }
    }
    return new Labelled(folder, classes, images, labels.toByteArray());
  }

  /**
   * The images of a split, those of each class in the order of their names.
   *
   * @param classes the names of the folders that hold them, sorted
   */
  private record Labelled(
      String folder, List<String> classes, List<DataFiles.Entry> images, byte[] labels) {
    long bytes() {
      return images.stream().mapToLong(DataFiles.Entry::size).sum();
    }

    List<String> paths() {
      return images.stream().map(DataFiles.Entry::path).toList();
    }

    void requireSameClasses(Labelled test) throws BadFileException {
      if (!test.classes.equals(classes)) {
        throw BadFileException.of(
            "%s: the class folders %s are not those of %s: %s",
            test.folder, test.classes, folder, classes);
      }
    }

    List<String> firstOfEachClass() {
      return IntStream.range(0, labels.length)
          .filter(i -> i == 0 || labels[i] != labels[i - 1])
          .mapToObj(i -> images.get(i).path())
          .toList();
    }

    Labelled and(Labelled other) {
      List<DataFiles.Entry> both = new ArrayList<>(images);
      both.addAll(other.images);
      byte[] all = Arrays.copyOf(labels, both.size());
      System.arraycopy(other.labels, 0, all, labels.length, other.labels.length);
      return new Labelled(folder, classes, both, all);
    }

    StoredData.Part stored(Labelled train, List<Integer> shape) {
      ImageRows rows = new ImageRows(paths(), 0, train.paths().get(0), shape);
      String identity = DataFiles.Entry.identity(images) + " " + shape;
      return new StoredData.Part(rows, true, labels, identity);
    }
  }

  /**
   * Images, a file each.
   *
   * @param paths where they are
   * @param first row of the first
   * @param sizedBy the image whose size all must have
   * @param shape of all: channels, height and width
   */
  private record ImageRows(List<String> paths, int first, String sizedBy, List<Integer> shape)
      implements RowSource {
    /** Files that are not found are told before any is evaluated. */
    @Override
    public OpenRows open(DataFiles files) throws IOException {
      files.open(paths.get(0), 0).close();
      Pictures images = new Pictures(sizedBy, shape.get(1), shape.get(2));
      return (row, values) ->
          RowSource.ofBytes(
              images.read(files, paths.get(row - first)).bytes(shape.get(0)), 0, values);
    }

    @Override
    public RowSource slice(int from, int to) {
      List<String> some = List.copyOf(paths.subList(from - first, to - first));
      return new ImageRows(some, from, sizedBy, shape);
    }
  }
}
