package io.github.ann2snn.datasets.catalog;

import io.github.ann2snn.datasets.catalog.CatalogEntry.Archive;
import io.github.ann2snn.datasets.catalog.CatalogEntry.CatalogFile;
import io.github.ann2snn.datasets.idx.IdxFolder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The data sets of the catalogue. */
final class KnownDatasets {
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

  private static final String KRIZHEVSKY =
      "A. Krizhevsky, \"Learning Multiple Layers of Features from Tiny Images\", University of"
          + " Toronto, 2009";

  private static final List<URI> TORONTO = List.of(URI.create("https://www.cs.toronto.edu/~kriz/"));

  /** The digests of the archives and of their files are those that other projects publish. */
  static final CatalogEntry CIFAR10 =
      new CatalogEntry(
          "cifar10",
          "CIFAR-10, small colour images of ten classes",
          KRIZHEVSKY,
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"),
          List.of(
              new CatalogFile(
                  "data_batch_1.bin",
                  "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
              new CatalogFile(
                  "data_batch_2.bin",
                  "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
              new CatalogFile(
                  "data_batch_3.bin",
                  "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
              new CatalogFile(
                  "data_batch_4.bin",
                  "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
              new CatalogFile(
                  "data_batch_5.bin",
                  "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
              new CatalogFile(
                  "test_batch.bin",
                  "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")),
          TORONTO,
          Optional.of(
              new Archive(
                  "cifar-10-binary.tar.gz",
                  "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")));

  /** Likewise; its classes are the fine ones. */
  static final CatalogEntry CIFAR100 =
      new CatalogEntry(
          "cifar100",
          "CIFAR-100, small colour images of a hundred classes",
          KRIZHEVSKY,
          List.of(
              ("apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl "
                      + "boy bridge bus butterfly camel can castle caterpillar cattle chair "
                      + "chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin "
                      + "elephant flatfish forest fox girl hamster house kangaroo keyboard lamp "
                      + "lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain "
                      + "mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck "
                      + "pine_tree plain plate poppy porcupine possum rabbit raccoon ray road "
                      + "rocket rose sea seal shark shrew skunk skyscraper snail snake spider "
                      + "squirrel streetcar sunflower sweet_pepper table tank telephone television "
                      + "tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf "
                      + "woman worm")
                  .split(" ")),
          List.of(
              new CatalogFile(
                  "train.bin", "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29"),
              new CatalogFile(
                  "test.bin", "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a")),
          TORONTO,
          Optional.of(
              new Archive(
                  "cifar-100-binary.tar.gz",
                  "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")));

  static final List<CatalogEntry> ALL = List.of(MNIST, FASHION_MNIST, CIFAR10, CIFAR100);

  private KnownDatasets() {}

  private static List<CatalogFile> files(String... sha256) {
    return IntStream.range(0, sha256.length)
        .mapToObj(i -> new CatalogFile(IdxFolder.FILE_NAMES.get(i), sha256[i]))
        .toList();
  }
}
