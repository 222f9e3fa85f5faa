package io.github.ann2snn.runtime.kernel;

/**
 * The kernel that this process uses, and why. Chosen once: the Vector API where its module is
 * there, plain loops otherwise.
 *
 * @param kernel the kernel
 * @param reason why this one
 */
public record Kernels(Kernel kernel, String reason) {
  private static final Kernels SELECTED = select();

  public static Kernels selected() {
    return SELECTED;
  }

  private static Kernels select() {
    try {
      return new Kernels(new SimdKernel(), "the module jdk.incubator.vector is there");
    } catch (NoClassDefFoundError e) {
      return new Kernels(
          new ScalarKernel(),
          "the module jdk.incubator.vector is missing; pass --add-modules jdk.incubator.vector");
    } catch (UnsupportedOperationException e) {
      return new Kernels(new ScalarKernel(), e.getMessage() + " are not supported");
    }
  }
}
