package io.github.ann2snn.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program, as every document and file of ours tells it. */
public final class Version {
  /** Under which documents tell it. */
  public static final String KEY = "ann2snn.version";

  private static final String CURRENT = read();

  private Version() {}

  /** Such as {@code 0.2.0}. */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty(KEY);
  }
}
