package io.github.ann2snn.report.document;

import io.github.ann2snn.datasets.Dataset;
import java.util.Base64;
import java.util.List;

/**
 * The samples that were evaluated.
 *
 * @param name as the user named it
 * @param split always {@code test}
 * @param samples number of samples
 * @param sha256 of their content
 * @param classes one name per class index
 * @param imageShape channels, height and width; null if the samples are no images
 * @param notices what the reader must know about the choice of the data set; null if nothing
 */
public record DatasetPart(
    String name,
    String split,
    int samples,
    String sha256,
    List<String> classes,
    List<Integer> imageShape,
    List<String> notices) {
  /** The test split of a data set. */
  public static DatasetPart of(Dataset dataset, List<String> notices) {
    return new DatasetPart(
        dataset.name(),
        "test",
        dataset.test().size(),
        dataset.testSha256(),
        dataset.classNames(),
        new SampleImages(dataset).shape(),
        notices.isEmpty() ? null : List.copyOf(notices));
  }

  /**
   * The test samples of a data set as images.
   *
   * @param dataset any
   */
  public record SampleImages(Dataset dataset) {
    /** The most pixels, times channels, of an image: larger ones would fill the document. */
    static final int MAX_PIXELS = 16_384;

    /** Channels, height and width; null if the samples are no images. */
    public List<Integer> shape() {
      return dataset.shape().size() == 3 ? dataset.shape() : null;
    }

    /** An image in Base64, a byte per pixel; null if there is none to show. */
    public String of(int sample) {
      if (shape() == null || dataset.width() > MAX_PIXELS) {
        return null;
      }
      float[] values = dataset.test().sample(sample);
      byte[] pixels = new byte[values.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) Math.round(255 * values[i]);
      }
      return Base64.getEncoder().encodeToString(pixels);
    }
  }
}
