package io.github.ann2snn.train.model;

import io.github.ann2snn.files.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.nd4j.linalg.factory.Nd4j;

/** The software and hardware that the last bits of trained weights depend on. */
public final class Environment {
  private static final String RESOURCE = "versions.properties";

  private Environment() {}

  /** Versions, platform and, where there is ND4J, native threads, by name in alphabetical order. */
  public static Map<String, String> describe() {
    Map<String, String> values = withoutNd4j();
    if (isNd4jThere()) {
      describeNative(values);
    }
    return values;
  }

  /**
   * Versions and platform alone, where nothing is computed with ND4J, which takes longer to load
   * than a network takes to run.
   */
  public static Map<String, String> withoutNd4j() {
    Map<String, String> values = new TreeMap<>();
    Properties versions = versions();
    values.put(Version.KEY, Version.current());
    versions.stringPropertyNames().forEach(key -> values.put(key, versions.getProperty(key)));
    for (String key : new String[] {"java.version", "java.vendor", "os.name", "os.arch"}) {
      values.put(key, System.getProperty(key));
    }
    return values;
  }

  /** Whether its classes are there; networks that are trained already run without them. */
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

  private static Properties versions() {
    Properties versions = new Properties();
    try (InputStream in = Environment.class.getResourceAsStream(RESOURCE)) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions;
  }
}
