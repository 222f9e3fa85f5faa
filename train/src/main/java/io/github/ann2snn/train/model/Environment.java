package io.github.ann2snn.train.model;

import io.github.ann2snn.files.Version;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** The software and hardware that the last bits of trained weights depend on. */
public final class Environment {
  private Environment() {}

  /** Versions, platform and, where there is ND4J, native threads, by name in alphabetical order. */
  public static Map<String, String> describe() {
    Map<String, String> values = Version.environment();
    if (isNd4jThere()) {
      describeNative(values);
    }
    return values;
  }

  /** Whether its classes are there; networks that are trained already run without it. */
  public static boolean isNd4jThere() {
    return Environment.class.getResource("/org/nd4j/linalg/factory/Nd4j.class") != null;
  }

  private static void describeNative(Map<String, String> values) {
    Properties nd4j = Nd4j.getExecutioner().getEnvironmentInformation();
    for (String key : new String[] {"blas.vendor", "blas.threads", "omp.threads"}) {
      values.put(key, String.valueOf(nd4j.get(key)));
    }
    // Which of its kernels OpenBLAS runs: set by the user, or chosen for the processor.
    String coreType = System.getenv("OPENBLAS_CORETYPE");
    values.put("openblas.coretype", coreType == null ? "detected" : coreType);
  }
}
