package io.github.ann2snn.datasets.cifar;

import io.github.ann2snn.files.BadFileException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the records of a data set lie in its files: labels, a byte each, then 1,024 bytes of red,
 * 1,024 of green and 1,024 of blue, each row by row (A. Krizhevsky, "Learning Multiple Layers of
 * Features from Tiny Images", 2009, and the page of the data sets).
 */
enum CifarLayout {
  /** One label a record. */
  CIFAR10(
      "CIFAR-10",
      0,
      10,
      "data_batch_[0-9]{1,4}\\.bin",
      "test_batch.bin",
      "batches.meta.txt",
      "cifar-10-batches-bin"),
  /** Two: that of one of 20 groups of classes, then that of the class. */
  CIFAR100(
      "CIFAR-100", 20, 100, "train\\.bin", "test.bin", "fine_label_names.txt", "cifar-100-binary");

  /** Channels, height and width. */
  static final List<Integer> SHAPE = List.of(3, 32, 32);

  /** Inputs of a sample. */
  static final int PIXELS = 3 * 32 * 32;

  private final String title;
  private final int groups;
  private final int classes;
  final Pattern trainFiles;
  final String testFile;
  final String nameFile;

  /** What the archive calls its folder. */
  final String folder;

  CifarLayout(
      String title,
      int groups,
      int classes,
      String trainFiles,
      String testFile,
      String nameFile,
      String folder) {
    this.title = title;
    this.groups = groups;
    this.classes = classes;
    this.trainFiles = Pattern.compile(trainFiles);
    this.testFile = testFile;
    this.nameFile = nameFile;
    this.folder = folder;
  }

  /** Bytes of labels before the pixels; the last one is the class. */
  int labelBytes() {
    return groups == 0 ? 1 : 2;
  }

  /** Bytes of a record. */
  int record() {
    return labelBytes() + PIXELS;
  }

  /** Number of classes. */
  int classes() {
    return classes;
  }

  /**
   * The class of a record.
   *
   * @param bytes of which the labels begin at {@code at}
   * @param sample index of the record, for the error
   * @throws BadFileException if a label is out of range
   */
  byte label(String file, byte[] bytes, int at, int sample) throws BadFileException {
    for (int i = 0; i < labelBytes(); i++) {
      int label = bytes[at + i] & 0xff;
      int several = i == labelBytes() - 1 ? classes : groups;
      if (label >= several) {
        throw BadFileException.of(
            "%s: label %d of sample %d at offset %d is out of range; allowed: 0 ... %d",
            file, label, sample, (long) sample * record() + i, several - 1);
      }
    }
    return bytes[at + labelBytes() - 1];
  }

  @Override
  public String toString() {
    return title;
  }
}
