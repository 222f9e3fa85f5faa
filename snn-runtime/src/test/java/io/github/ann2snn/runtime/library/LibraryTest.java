package io.github.ann2snn.runtime.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runtime as a program uses it that has nothing else: the build puts the jars that it brings
 * into {@code target/library}.
 */
class LibraryTest {
  private static final long LARGEST = 5_000_000;
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path LIBRARY = Path.of("target", "library");

  @TempDir Path folder;
  private Path network;

  private static List<Path> files(Path in) throws IOException {
    try (Stream<Path> files = Files.walk(in)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Class 2 has a bias. */
  @BeforeEach
  void write() throws IOException {
    Affine affine = new Affine(2, 3, new float[6], new float[] {0, 0, 0.25f});
    SpikingNetwork made =
        new SpikingNetwork(
            List.of(2),
            List.of(
                new Population(
                    "only",
                    Projection.INPUT,
                    affine,
                    IntegrateAndFire.of(Firing.unit(3, 0, Reset.SUBTRACT)))),
            1,
            new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
            Map.of());
    network = folder.resolve("network.nir");
    NirWriter.write(made, network);
  }

  @Test
  void isSmallAndBringsNoFramework() throws IOException {
    List<Path> jars = files(LIBRARY);
    assertTrue(jars.stream().anyMatch(jar -> jar.getFileName().toString().startsWith("jhdf")));
    long bytes = 0;
    for (Path file : Stream.concat(jars.stream(), files(CLASSES).stream()).toList()) {
      bytes += Files.size(file);
    }
    assertTrue(bytes <= LARGEST, bytes + " bytes");
    for (Path jar : jars) {
      String name = jar.getFileName().toString();
      assertTrue(
          name.matches("(files|jhdf|slf4j-api|commons-lang3|compress-lzf|lz4-java)-[0-9.]+\\.jar"),
          name + ": is it needed? A program that uses the library would get it");
    }
  }

  /** Without SLF4J provider and without the incubator module: nothing is said but the class. */
  @Test
  void threeLinesClassify() throws Exception {
    assertEquals(List.of("2"), run("Classify"));
  }

  @Test
  void eventsAreStreamed() throws Exception {
    assertEquals(List.of("100000 us: 2", "200000 us: 2"), run("Stream"));
  }

  /** Compiles and runs a program with the library alone; it says nothing on the error stream. */
  private List<String> run(String program) throws Exception {
    Path source = folder.resolve(program + ".java");
    try (var in = LibraryTest.class.getResourceAsStream(program + ".java")) {
      Files.write(source, in.readAllBytes());
    }
    String library =
        CLASSES.toAbsolutePath() + File.pathSeparator + LIBRARY.toAbsolutePath() + "/*";
    assertEquals(List.of(), execute("javac", "-Werror", "-cp", library, source.toString()));
    String path = library + File.pathSeparator + folder;
    return execute("java", "-Xmx64m", "-cp", path, program, network.toString());
  }

  private List<String> execute(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve(tool + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    List<String> lines = Files.readAllLines(output);
    assertEquals(0, process.exitValue(), lines.toString());
    return lines;
  }
}
