package io.github.ann2snn.cli.shell;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.model.Environment;

/** Whether there is a Deeplearning4j: the small image and the jar for Spark have none. */
public final class Deeplearning4j {
  private static final String REMEDY =
      "the small image and ann2snn-spark.jar leave it out. Take the image, package or zip that has"
          + " it (ann2snn-VERSION); a job of Spark gets the jars of its folder lib with"
          + " --driver-class-path";

  /** Something cannot be done without it. */
  public static final class MissingException extends RuntimeException {
    private MissingException(String message) {
      super(message);
    }
  }

  private Deeplearning4j() {}

  /** Whether its classes are there; none is loaded. */
  public static boolean isThere() {
    return Environment.isNd4jThere();
  }

  /**
   * Nothing, unless it is missing.
   *
   * @param format what needs it, the beginning of a sentence for {@link Text#of}
   * @throws MissingException if it is missing
   */
  @FormatMethod
  public static void require(String format, Object... args) {
    if (!isThere()) {
      throw new MissingException(missing(Text.of(format, args)));
    }
  }

  /** What a user is told where something needs it. */
  static String missing(String what) {
    return what + " needs Deeplearning4j, which is not here: " + REMEDY;
  }
}
