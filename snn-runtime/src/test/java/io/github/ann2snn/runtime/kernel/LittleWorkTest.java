package io.github.ann2snn.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.kernel.Kernel.Kernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which loops a process uses that has little to do, in processes of their own. */
class LittleWorkTest {
  /** Prints the name of what is selected for each amount of work, or for all work that is none. */
  static final class PrintSelected {
    private PrintSelected() {}

    public static void main(String[] works) {
      for (String work : works) {
        double amount = Double.parseDouble(work);
        Kernel kernel = (amount == 0 ? Kernels.selected() : Kernels.selected(amount)).kernel();
        System.out.println(kernel.name().replaceAll("-.*", ""));
      }
    }
  }

  @Test
  void littleWorkUsesPlainLoopsUntilThereWasMuch() throws IOException, InterruptedException {
    assertEquals(
        List.of("scalar", "scalar", "scalar", "simd", "simd"),
        selected("2e10", "2e10", "9e9", "1e9", "1"));
    assertEquals(List.of("simd", "simd"), selected("6e10", "1"));
  }

  /** Other loops would have to be compiled as well. */
  @Test
  void whoUsesTheFastestGoesOnWithThem() throws IOException, InterruptedException {
    assertEquals(List.of("scalar", "simd", "simd"), selected("1", "0", "1"));
  }

  private static List<String> selected(String... works) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PrintSelected.class.getName()),
                        Stream.of(works))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip().lines().toList();
  }
}
