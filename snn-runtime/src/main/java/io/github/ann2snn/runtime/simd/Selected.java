package io.github.ann2snn.runtime.simd;

import java.util.function.Supplier;

/**
 * Loops that this process uses, and why: those on the Vector API where its module is there, plain
 * ones otherwise.
 *
 * @param kernel the loops
 * @param reason why these
 */
public record Selected<T>(T kernel, String reason) {
  private static final String MODULE = "jdk.incubator.vector";

  /**
   * Chooses.
   *
   * @param simd makes those on the Vector API; fails where they are not supported
   * @param scalar makes the plain ones
   */
  public static <T> Selected<T> of(Supplier<T> simd, Supplier<T> scalar) {
    loadModule();
    try {
      return new Selected<>(simd.get(), "the module " + MODULE + " is there");
    } catch (NoClassDefFoundError e) {
      return new Selected<>(
          scalar.get(), "the module " + MODULE + " is missing; pass --add-modules " + MODULE);
    } catch (UnsupportedOperationException e) {
      return new Selected<>(scalar.get(), e.getMessage() + " are not supported");
    }
  }

  /**
   * Loads the module as the JVM itself loads those that agents need, where its internals are open
   * to us ({@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED}): so those who only ask
   * for help need not wait for it, and nobody is warned of incubator modules.
   */
  private static void loadModule() {
    try {
      if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
        Class.forName("jdk.internal.module.Modules")
            .getMethod("loadModule", String.class)
            .invoke(null, MODULE);
      }
    } catch (ReflectiveOperationException e) {
      // They are not open, or this JVM has no such module: what is missing says so when it is used.
    }
  }
}
