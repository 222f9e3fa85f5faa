package io.github.ann2snn.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelsTest {
  /** Prints what a process without the incubator module selects. */
  static final class PrintSelected {
    private PrintSelected() {}

    public static void main(String[] args) {
      System.out.println(EventDrivenSimulator.selectedKernel());
    }
  }

  /** The build adds the module; a fallback that nobody notices would make every test scalar. */
  @Test
  void simdIsSelectedWhereItsModuleIs() {
    assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    assertInstanceOf(SimdKernel.class, Kernels.selected().kernel(), Kernels.selected().reason());
    assertTrue(EventDrivenSimulator.selectedKernel().startsWith("simd-"));
  }

  @Test
  void withoutTheModuleScalarIsSelectedAndSaysWhatToDo() throws IOException, InterruptedException {
    assertEquals(
        "scalar: the module jdk.incubator.vector is missing;"
            + " pass --add-modules jdk.incubator.vector",
        selected("-Dunused=true"));
  }

  /** So starts the launcher: the JVM does not greet with a warning of incubator modules. */
  @Test
  void theModuleIsLoadedWithoutAWordWhereTheJvmLetsUs() throws IOException, InterruptedException {
    assertEquals(
        EventDrivenSimulator.selectedKernel(),
        selected("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"));
  }

  /** All that a process with an option says of its kernel. */
  private static String selected(String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                PrintSelected.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }
}
