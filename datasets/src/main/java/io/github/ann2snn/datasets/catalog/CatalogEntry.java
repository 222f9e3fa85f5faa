package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.files.Refusal;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set that this program knows by name: ten classes of 28x28 grey images in four IDX files.
 *
 * @param name how the user names it; also the name of its folder
 * @param title its full name
 * @param citation who made it, and where it was published
 * @param classNames one name per class index
 * @param files training images, training labels, test images, test labels
 * @param mirrors addresses that end in a slash, to be followed by {@code <file>.gz}
 */
public record CatalogEntry(
    String name,
    String title,
    String citation,
    List<String> classNames,
    List<CatalogFile> files,
    List<URI> mirrors) {

  /**
   * One file of a data set.
   *
   * @param name file name, without {@code .gz}
   * @param sha256 SHA-256 of the uncompressed content, as 64 lower-case hexadecimal digits
   */
  public record CatalogFile(String name, String sha256) {}

  static final CatalogEntry MNIST =
      new CatalogEntry(
          "mnist",
          "MNIST database of handwritten digits",
          "Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, \"Gradient-based learning applied to"
              + " document recognition\", Proceedings of the IEEE 86(11), 1998",
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          files(
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")));

  /**
   * The digests are those that other projects publish for the uncompressed files; those of the two
   * label files were computed again from files with the MD5 sums on the authors' page.
   */
  static final CatalogEntry FASHION_MNIST =
      new CatalogEntry(
          "fashion-mnist",
          "Fashion-MNIST, images of Zalando's articles",
          "H. Xiao, K. Rasul and R. Vollgraf, \"Fashion-MNIST: a novel image dataset for"
              + " benchmarking machine learning algorithms\", arXiv:1708.07747, 2017",
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"),
          files(
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
          List.of(
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/"
                      + "data/fashion/")));

  /** Checks and copies the lists. */
  public CatalogEntry {
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
    mirrors = List.copyOf(mirrors);
    Refusal.when(
        files.size() != IdxFolder.FILE_NAMES.size(),
        "a data set has four files, not %d",
        files.size());
  }

  private static List<CatalogFile> files(String... sha256) {
    return IntStream.range(0, sha256.length)
        .mapToObj(i -> new CatalogFile(IdxFolder.FILE_NAMES.get(i), sha256[i]))
        .toList();
  }
}
