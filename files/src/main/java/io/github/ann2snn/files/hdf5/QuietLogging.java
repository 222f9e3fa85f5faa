package io.github.ann2snn.files.hdf5;

import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The HDF5 library logs through SLF4J, which tells the standard error stream where a program has
 * nothing that takes logs. A library is not the one to say that: here SLF4J is started without it,
 * unless the program has a provider or a will of its own.
 */
final class QuietLogging {
  private static final String WARNINGS = Reporter.SLF4J_INTERNAL_VERBOSITY_KEY;

  static {
    if (System.getProperty(WARNINGS) == null && !hasProvider()) {
      System.setProperty(WARNINGS, "ERROR");
      LoggerFactory.getILoggerFactory();
      System.clearProperty(WARNINGS);
    }
  }

  private QuietLogging() {}

  /** To be called before the HDF5 library is; the work is done once, when this class is loaded. */
  static void start() {}

  private static boolean hasProvider() {
    ClassLoader loader = LoggerFactory.class.getClassLoader();
    return System.getProperty("slf4j.provider") != null
        || ServiceLoader.load(SLF4JServiceProvider.class, loader).stream().findAny().isPresent();
  }
}
