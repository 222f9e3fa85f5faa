package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code bench} prints; how fast anything is, no test can tell. */
class BenchCommandTest extends TrainedNetworkTest {
  private Outcome bench(String... more) {
    String[] common = {
      "bench", model, network, "--dataset", dataset, "--repetitions", "1", "--warm-up", "0"
    };
    return run(Stream.of(common, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void jsonHasTheKeysThatOthersRelyOn() throws IOException {
    Path file = folder.resolve("bench.json");
    Outcome outcome =
        bench(
            "--timesteps",
            "2,1",
            "--threads",
            "1,2",
            "--scaling",
            "--widths",
            "16,24",
            "--json",
            "--out",
            file.toString());
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertFalse(outcome.err().contains("left out"), outcome.err());
    assertEquals(outcome.out(), Files.readString(file));
    JsonNode report = new JsonMapper().readTree(outcome.out());
    assertEquals("ann2snn.bench/1", report.get("schema").asText());
    assertEquals(dataset, report.get("dataset").asText());
    assertEquals("16-12-4", report.get("network").asText());
    assertEquals(16 * 12 + 12 * 4, report.get("annMacs").asInt());
    assertForward(report);
    assertEquals(6, report.get("bandwidths").size());
    Set<String> runs = new TreeSet<>();
    for (JsonNode run : report.get("runs")) {
      runs.add(
          "%s %s %s %s"
              .formatted(
                  run.get("timesteps"),
                  run.get("arithmetic").asText(),
                  run.get("kernel").asText(),
                  run.get("threads")));
      double seconds = run.get("seconds").asDouble();
      assertEquals(
          seconds
              / report
                  .at("/annForward/" + (run.get("threads").asInt() - 1) + "/seconds")
                  .asDouble(),
          run.get("ratioToAnnForward").asDouble(),
          1e-9);
      assertEquals(
          report.get("samples").asInt() / seconds, run.get("samplesPerSecond").asDouble(), 1e-6);
      assertTrue(run.get("synopsPerSecond").asDouble() > 0);
      assertTrue(run.get("roomBytesPerThread").asLong() > 0);
      assertBound(run);
    }
    assertLatencies(report);
    assertEquals(report.get("samples"), report.get("testSamples"));
    assertEquals(6, report.get("peaks").size());
    assertTrue(report.at("/memory/heapPeakBytes").asLong() > 1_000_000);
    assertEquals(
        Set.of(
            "1 float simd 1",
            "1 float simd 2",
            "2 float simd 1",
            "2 float simd 2",
            "1 int16 simd 1",
            "1 int16 simd 2",
            "2 int16 simd 1",
            "2 int16 simd 2",
            "2 int16 scalar 1",
            "2 int16 scalar 2",
            "1 int8 simd 1",
            "1 int8 simd 2",
            "2 int8 simd 1",
            "2 int8 simd 2",
            "2 int8 scalar 1",
            "2 int8 scalar 2",
            "2 float scalar 1",
            "2 float scalar 2"),
        runs);
    assertScaling(report.get("scaling"), report.get("samples").asInt());
  }

  /** Such a small network is far from its bound. */
  private static void assertBound(JsonNode run) {
    JsonNode bound = run.get("bound");
    double seconds = bound.get("seconds").asDouble();
    double share = bound.get("share").asDouble();
    assertTrue(share > 0 && share < 1, run.toString());
    assertTrue(bound.get("shareOfPeak").asDouble() <= share * (1 + 1e-9), run.toString());
    assertEquals(seconds / run.get("seconds").asDouble(), share, 1e-9);
    double sum = 0;
    for (JsonNode part : bound.get("secondsByLimit")) {
      sum += part.asDouble();
    }
    assertEquals(seconds, sum, 1e-9 * seconds);
    assertTrue(bound.get("secondsByLimit").has(bound.get("limit").asText()), run.toString());
  }

  private static void assertLatencies(JsonNode report) {
    Set<String> measured = new TreeSet<>();
    for (JsonNode latency : report.get("latencies")) {
      measured.add(latency.get("timesteps") + " " + latency.get("arithmetic").asText());
      assertEquals("simd", latency.get("kernel").asText());
      double median = latency.get("seconds").asDouble();
      assertTrue(median > 0 && median <= latency.get("seconds95").asDouble(), latency.toString());
      assertTrue(latency.get("runs").asInt() > 0);
    }
    assertEquals(Set.of("1 float", "2 float", "1 int16", "2 int16", "1 int8", "2 int8"), measured);
  }

  private static void assertForward(JsonNode report) {
    assertEquals(2, report.get("annForward").size());
    for (int threads = 1; threads <= 2; threads++) {
      JsonNode forward = report.get("annForward").get(threads - 1);
      assertEquals(threads, forward.get("threads").asInt());
      assertTrue(forward.get("kernel").asText().startsWith("simd-"), forward.toString());
      double rate = forward.get("operationsPerSecond").asDouble();
      double operations = 2.0 * report.get("annMacs").asInt() * report.get("samples").asInt();
      assertEquals(operations / forward.get("seconds").asDouble(), rate, 1e-6 * rate);
      double peak = forward.get("peakOperationsPerSecond").asDouble();
      assertTrue(peak > 1e8, forward.toString());
      assertEquals(rate / peak, forward.get("shareOfPeak").asDouble(), 1e-9);
      assertEquals(1, forward.get("secondsByRepetition").size());
    }
    assertEquals(report.at("/annForward/1/seconds"), report.get("annForwardSeconds"));
  }

  private static void assertScaling(JsonNode scaling, int samples) {
    assertEquals(2, scaling.get("threads").asInt());
    assertEquals(5, scaling.get("timesteps").size());
    assertEquals(128, scaling.at("/timesteps/4/timesteps").asInt());
    assertEquals(samples / 4, scaling.at("/samples/0/samples").asInt());
    assertEquals(samples, scaling.at("/samples/2/samples").asInt());
    assertEquals("16-16-16-4", scaling.at("/widths/0/network").asText());
    assertEquals("16-24-24-4", scaling.at("/widths/1/network").asText());
    for (JsonNode point : scaling.get("timesteps")) {
      assertEquals(
          point.get("seconds").asDouble() * 1e12 / point.get("work").asDouble(),
          point.get("picosecondsPerOperation").asDouble(),
          1e-6);
    }
  }

  @Test
  void theTableIsAResultAndNothingElseIs() {
    Outcome outcome = bench("--timesteps", "1", "--threads", "1");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().startsWith(dataset + ", 200 test samples; 16-12-4, "), outcome.out());
    assertTrue(outcome.out().contains("read bandwidth, GB/s"), outcome.out());
    assertTrue(outcome.out().contains("GFLOP/s: 2 x 240 multiply-accumulates"), outcome.out());
    assertTrue(outcome.out().contains("\nT = 1, float, 1 thread: "), outcome.out());
    assertFalse(outcome.out().contains("growth"), outcome.out());
    assertTrue(outcome.err().contains("Data set idx:"), outcome.err());
  }

  /** What is asked for, and nothing else. */
  @Test
  void aPartOfItIsMeasured() throws IOException {
    Outcome outcome =
        bench(
            "-t",
            "8,2",
            "--threads",
            "2",
            "--weight-bits",
            "8",
            "--no-plain-loops",
            "--samples",
            "20",
            "--json");
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode report = new JsonMapper().readTree(outcome.out());
    assertEquals(20, report.get("samples").asInt());
    assertEquals(200, report.get("testSamples").asInt());
    assertEquals(2, report.get("runs").size());
    for (JsonNode run : report.get("runs")) {
      assertEquals("int8", run.get("arithmetic").asText());
      assertEquals("simd", run.get("kernel").asText());
      assertEquals(2, run.get("threads").asInt());
    }
    assertEquals(2, report.get("latencies").size());
  }

  /** As it came, without Deeplearning4j, and with the network that was made of it. */
  @Test
  void graphsAreMeasuredLikeChains() throws IOException {
    QuartersOnnx.residual(folder.resolve("residual.onnx"));
    String onnx = path("residual.onnx");
    String converted = path("residual.nir");
    Outcome made = run("convert", onnx, "--dataset", dataset, "--out", converted);
    assertEquals(0, made.exitCode(), made.err());
    String[] line = {
      "bench", onnx, converted, "-d", dataset, "-t", "4", "--threads", "1", "--repetitions", "1"
    };
    Outcome outcome = run(line);
    assertEquals(0, outcome.exitCode(), outcome.err());
    String title = "4x4x1 in, 2 layers of 8 neurons, 3 connections, 4 out";
    assertTrue(outcome.out().startsWith(dataset + ", 200 test samples; " + title), outcome.out());
    assertTrue(outcome.out().contains("one sample alone"), outcome.out());
    assertTrue(outcome.out().contains("T = 4, float, 1 thread: "), outcome.out());
    assertTrue(outcome.out().contains("; the bound is "), outcome.out());
    assertTrue(outcome.out().contains("memory of the process, at most: "), outcome.out());
  }

  @Test
  void badFilesAreNamed() throws IOException {
    String missing = path("missing");
    assertFails(3, "missing", "bench", missing, network, "--dataset", dataset);
    assertFails(3, "missing", "bench", model, missing, "--dataset", dataset);
    assertFails(3, "missing", "bench", model, network, "--dataset", "idx:" + missing);
    assertFails(3, "model.zip: is not an HDF5 file", "bench", network, model, "--dataset", dataset);
    assertFails(2, "unknown data set 'x'", "bench", model, network, "--dataset", "x");
    Path file = Files.writeString(folder.resolve("file"), "content");
    String out = file.resolve("bench.json").toString();
    assertFails(2, "--out: cannot write " + file, "bench", model, network, "--out", out);
  }

  @Test
  void aModelOrNetworkForOtherSamples() throws IOException {
    Path csv = folder.resolve("points.csv");
    Files.writeString(
        csv, "x,y,label\n" + "0.1,0.2,0\n0.9,0.8,1\n0.2,0.1,0\n0.7,0.9,1\n".repeat(5));
    String points = "csv:" + csv;
    String message = "takes 16 inputs and tells 4 classes, but csv:" + csv + " has 2 inputs";
    assertFails(3, "model.zip " + message, "bench", model, network, "--dataset", points);
    Outcome other =
        run(
            "train",
            "--dataset",
            points,
            "--architecture",
            "2-3-2",
            "--epochs",
            "1",
            "--out",
            path("other.zip"));
    assertEquals(0, other.exitCode(), other.err());
    String fitting = path("other.zip");
    assertFails(3, "network.nir " + message, "bench", fitting, network, "--dataset", points);
  }
}
