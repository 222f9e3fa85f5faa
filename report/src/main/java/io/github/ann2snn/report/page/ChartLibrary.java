package io.github.ann2snn.report.page;

import java.io.IOException;
import java.util.Properties;

/** D3, which draws the report: a dependency whose one file is copied into every report. */
final class ChartLibrary {
  private static final String COORDINATES = "/META-INF/maven/org.webjars.npm/d3/pom.properties";

  private final String folder;

  private ChartLibrary(String folder) {
    this.folder = folder;
  }

  /** The version that the build chose. */
  static ChartLibrary find() throws IOException {
    Properties coordinates = new Properties();
    try (var in = Resources.open(COORDINATES)) {
      coordinates.load(in);
    }
    return new ChartLibrary(
        "/META-INF/resources/webjars/d3/" + coordinates.getProperty("version") + "/");
  }

  /** The script, which defines {@code d3}. */
  String script() throws IOException {
    return Resources.text(folder + "dist/d3.min.js");
  }

  /** What must stand wherever the script does. */
  String licence() throws IOException {
    return Resources.text(folder + "LICENSE");
  }
}
