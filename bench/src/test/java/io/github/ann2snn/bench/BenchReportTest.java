package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  /** As 0.1.0 wrote it, shortened. */
  private static final String OLD =
      """
      {
        "schema" : "ann2snn.bench/1", "dataset" : "mnist", "samples" : 10000,
        "network" : "784-512-256-10", "coding" : "current", "readout" : "membrane",
        "kernel" : "simd-512: the module jdk.incubator.vector is there", "processors" : 2,
        "repetitions" : 1, "loadBytes" : 64,
        "bandwidths" : [
          { "level" : "L2", "bytes" : 524288, "threads" : 1, "bytesPerSecond" : 1.337E11 } ],
        "annForwardSeconds" : 0.106, "annForwardSecondsByRepetition" : [ 0.106 ],
        "runs" : [ {
          "timesteps" : 8, "arithmetic" : "float", "kernel" : "simd", "threads" : 1,
          "seconds" : 0.119, "ratioToAnnForward" : 1.12, "synopsPerSecond" : 4.72E9,
          "samplesPerSecond" : 84046.0, "nanosecondsPerSampleStep" : 1487.0,
          "bytesPerSecond" : 4.49E10, "shareOfL2Bandwidth" : 0.34,
          "secondsByRepetition" : [ 0.119 ] } ],
        "environment" : { "java.version" : "25.0.3" }
      }
      """;

  @TempDir Path folder;

  @Test
  void documentsWithoutAForwardPassOfOursStayReadable() throws IOException {
    Path file = Files.writeString(folder.resolve("bench.json"), OLD);
    BenchReport report = BenchReport.DOCUMENT.read(file);
    assertEquals(0.106, report.annForwardSeconds());
    assertEquals(List.of(), report.annForward());
    assertEquals(List.of(), report.peaks());
    assertEquals(List.of(), report.latencies());
    assertEquals(10_000, report.testSamples());
    assertNull(report.memory());
    assertNull(report.runs().get(0).bound());
    assertEquals(1.12, report.run(8, "float", "simd", 1).orElseThrow().ratioToAnnForward());
  }
}
