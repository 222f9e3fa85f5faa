package io.github.ann2snn.cli.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.cli.Main;
import io.github.ann2snn.cli.run.NaiveTrainingCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that runs {@link NaiveTrainingCommand}, with this JVM's options but without any setting
 * of the native libraries: they read the environment when they are loaded.
 */
public final class NaiveProcess implements AutoCloseable {
  private static final List<String> SETTINGS = List.of("OMP_", "OPENBLAS_", "GOMP_", "ND4J_");
  private static final List<String> FOREIGN =
      List.of("-agentlib", "-javaagent", "-Xrunjdwp", "-XX:StartFlightRecording");

  private final Process process;
  private final Path log;
  private final Writer go;
  private final BufferedReader results;

  public NaiveProcess(List<String> arguments) throws IOException {
    log = Files.createTempFile("ann2snn", ".log");
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    removeSettings(builder.environment());
    process = builder.redirectError(log.toFile()).start();
    go = process.outputWriter(StandardCharsets.UTF_8);
    results = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Removes what the native libraries would read. */
  public static void removeSettings(Map<String, String> environment) {
    environment.keySet().removeIf(name -> SETTINGS.stream().anyMatch(name::startsWith));
  }

  private static List<String> command(List<String> arguments) {
    Stream<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> FOREIGN.stream().noneMatch(option::startsWith));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    options.forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /**
   * Has it train for an epoch.
   *
   * @throws IOException if it ended instead, with what it said
   */
  public NaiveTrainingCommand.Epoch epoch() throws IOException {
    String line = null;
    try {
      go.write("go\n");
      go.flush();
      line = results.readLine();
    } catch (IOException e) {
      // The process has ended; its log says why.
    }
    if (line == null) {
      process.onExit().join();
      throw new IOException("the naive training ended early: " + said());
    }
    return new JsonMapper().readValue(line, NaiveTrainingCommand.Epoch.class);
  }

  private String said() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> !line.startsWith("WARNING: ")).collect(Collectors.joining("\n"));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(log);
  }
}
