package io.github.ann2snn.report.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ann2snn.datasets.Dataset;
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
@JsonInclude(JsonInclude.Include.NON_NULL)
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
}
