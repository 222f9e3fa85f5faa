package io.github.ann2snn.interop.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The program of a simulator for a network, put together from its template. */
final class Program {
  private Program() {}

  /**
   * The text: that of the simulator, in which {@code # <<network>>} stands for the table of the
   * network, {@code # <<arrays>>} for what reads the two files, {@code # <<comparison>>} for what
   * compares and ends, and in those of simulators that deliver no spike at once {@code #
   * <<shifts>>} for when populations begin.
   */
  static String of(PythonSimulator simulator, ExportedRun run) {
    String template = text(simulator.key());
    String shifted =
        simulator.isDelayed() ? replaced(template, "shifts", text("shifts")) : template;
    String compared = replaced(shifted, "comparison", text("comparison"));
    String read = replaced(compared, "arrays", text("arrays"));
    return replaced(read, "network", new NetworkTable(run).python());
  }

  /** How every program of a simulator begins. */
  static String beginning(PythonSimulator simulator) {
    return "\"\"\"A spiking network for " + simulator.name();
  }

  private static String replaced(String text, String mark, String by) {
    String line = "# <<" + mark + ">>\n";
    if (!text.contains(line)) {
      throw new IllegalStateException("a program has no line " + line);
    }
    return text.replace(line, by);
  }

  private static String text(String name) {
    String file = name + ".py";
    try (InputStream in = Program.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(Program.class.getPackageName() + " has no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
