package io.github.ann2snn.spark.stored;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Jars that executors need for a format and that are too large to go to all of them always. The
 * driver has them, since it reads the same formats itself.
 */
public final class DriverJars {
  /** DataVec's image loader, with the native libraries for machines like this one. */
  public static final DriverJars IMAGES =
      new DriverJars(
          "datavec-api-",
          "datavec-data-image-",
          "nd4j-",
          "jackson-1.",
          "guava-1.",
          "protobuf-1.",
          "javacpp-",
          "javacv-",
          "leptonica-",
          "opencv-",
          "openblas-",
          "flatbuffers-");

  private final List<String> beginnings;

  /**
   * @param beginnings of the names of the jars
   */
  DriverJars(String... beginnings) {
    this.beginnings = List.of(beginnings);
  }

  /**
   * Makes tasks that start from now on have them; those in this process have them already.
   *
   * @throws ClusterException if this machine does not have one
   */
  public void give(JavaSparkContext spark) throws ClusterException {
    if (!spark.master().startsWith("local")) {
      jars().forEach(jar -> spark.addJar(jar.toUri().toString()));
    }
  }

  /**
   * The jars on this machine.
   *
   * @throws ClusterException if one is not on the class path
   */
  List<Path> jars() throws ClusterException {
    List<Path> all = onClassPath();
    List<Path> jars = new ArrayList<>();
    for (String beginning : beginnings) {
      List<Path> found = all.stream().filter(jar -> name(jar).startsWith(beginning)).toList();
      if (found.isEmpty()) {
        throw new ClusterException(
            Kind.FAILED,
            Text.of(
                "no jar %s*.jar on the class path, which executors need to read this data set; start ./ann2snn, or leave out the scheme of --dataset, then this machine reads it and sends it",
                beginning));
      }
      jars.addAll(found);
    }
    return jars;
  }

  private static String name(Path jar) {
    return jar.getFileName().toString();
  }

  /** Also those that another jar's manifest names, as the launcher's does. */
  private static List<Path> onClassPath() throws ClusterException {
    List<Path> jars = new ArrayList<>();
    try {
      ClassLoader loader = DriverJars.class.getClassLoader();
      for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
        jar(manifest).ifPresent(jars::add);
      }
      return jars;
    } catch (IOException | URISyntaxException e) {
      throw new ClusterException(Kind.FAILED, "the class path cannot be read: " + e, e);
    }
  }

  private static Optional<Path> jar(URL entry) throws IOException, URISyntaxException {
    URLConnection connection = entry.openConnection();
    return connection instanceof JarURLConnection inJar
        ? Optional.of(Path.of(inJar.getJarFileURL().toURI()))
        : Optional.empty();
  }
}
