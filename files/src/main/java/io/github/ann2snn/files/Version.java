package io.github.ann2snn.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The version of this program, as every document and file of ours tells it. */
public final class Version {
  /** Under which documents tell it. */
  public static final String KEY = "ann2snn.version";

  private static final Properties VERSIONS = read();

  private Version() {}

  /** Such as {@code 0.2.0}. */
  public static String current() {
    return VERSIONS.getProperty(KEY);
  }

  /**
   * Versions and platform, by name in alphabetical order, as documents tell them: of this program,
   * of the framework that it trains with, of Java and of the system.
   */
  public static Map<String, String> environment() {
    Map<String, String> values = new TreeMap<>();
    VERSIONS.stringPropertyNames().forEach(key -> values.put(key, VERSIONS.getProperty(key)));
    for (String key : new String[] {"java.version", "java.vendor", "os.name", "os.arch"}) {
      values.put(key, System.getProperty(key));
    }
    return values;
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
