package io.github.ann2snn.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelsTest {
  /** Prints what a process without the incubator module selects. */
  static final class PrintSelected {
    private PrintSelected() {}

    public static void main(String[] args) {
      System.out.println(EventDrivenSimulator.selectedKernel());
    }
  }

  /** Prints the kernel that is selected for each amount of work, or for much that is not known. */
  static final class PrintSelectedForWork {
    private PrintSelectedForWork() {}

    public static void main(String[] works) {
      for (String work : works) {
        Kernel kernel =
            (work.equals("much") ? Kernels.selected() : Kernels.selected(Double.parseDouble(work)))
                .kernel();
        System.out.println(kernel.name().replaceAll("-.*", ""));
      }
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

  @Test
  void littleWorkUsesPlainLoopsUntilThereWasMuch() throws IOException, InterruptedException {
    assertEquals(
        List.of("scalar", "scalar", "scalar", "simd", "simd"),
        selectedFor("2e10", "2e10", "9e9", "1e9", "1"));
    assertEquals(List.of("simd", "simd"), selectedFor("6e10", "1"));
  }

  /** Other loops would have to be compiled as well. */
  @Test
  void whoUsesTheFastestGoesOnWithThem() throws IOException, InterruptedException {
    assertEquals(List.of("scalar", "simd", "simd"), selectedFor("1", "much", "1"));
  }

  private static List<String> selectedFor(String... works)
      throws IOException, InterruptedException {
    String option = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";
    return said(option, PrintSelectedForWork.class, works).lines().toList();
  }

  private static String selected(String option) throws IOException, InterruptedException {
    return said(option, PrintSelected.class);
  }

  /** All that a process with an option says of its kernels. */
  private static String said(String option, Class<?> main, String... args)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(java, option, "-cp", classes, main.getName()), Stream.of(args))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }
}
