package io.github.ann2snn.bench;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.bench.BenchReport.Bound;
import io.github.ann2snn.bench.BenchReport.Run;
import io.github.ann2snn.bench.Schedule.Timings;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ratios that matter, one sentence each with both of its numbers. */
final class Findings {
  private final BenchReport report;
  private final List<String> arithmetics;
  private final SortedSet<Integer> threads;
  private final int largest;
  private final String kernel;
  private final List<String> sentences = new ArrayList<>();

  private Findings(BenchReport report) {
    this.report = report;
    this.arithmetics = report.runs().stream().map(Run::arithmetic).distinct().toList();
    this.threads = distinct(report, Run::threads);
    this.largest = distinct(report, Run::timesteps).last();
    this.kernel = report.kernel().startsWith("simd") ? "simd" : "scalar";
  }

  private static SortedSet<Integer> distinct(BenchReport report, Function<Run, Integer> key) {
    return report.runs().stream().map(key).collect(Collectors.toCollection(TreeSet::new));
  }

  static List<String> of(BenchReport report) {
    Findings findings = new Findings(report);
    findings.toAnn();
    findings.simdToScalar();
    findings.manyThreadsToOne();
    findings.toBound();
    findings.noise();
    return findings.sentences;
  }

  @FormatMethod
  private void say(String format, Object... values) {
    sentences.add(Text.of(format, values));
  }

  private static String name(Run run) {
    return Text.of(
        "T = %d, %s, %s", run.timesteps(), run.arithmetic(), BenchTable.threads(run.threads()));
  }

  private void toAnn() {
    NavigableSet<Integer> steps = new TreeSet<>(Arrays.asList(8, largest)).descendingSet();
    for (int t : steps) {
      for (String arithmetic : arithmetics) {
        report
            .run(t, arithmetic, kernel, threads.last())
            .ifPresent(
                run ->
                    say(
                        "%s: %.3f s = %.2f x the ANN's forward pass (%.3f s)",
                        name(run),
                        run.seconds(),
                        run.ratioToAnnForward(),
                        run.seconds() / run.ratioToAnnForward()));
      }
    }
  }

  private void simdToScalar() {
    for (String arithmetic : arithmetics) {
      Optional<Run> simd = report.run(largest, arithmetic, "simd", threads.last());
      Optional<Run> scalar = report.run(largest, arithmetic, "scalar", threads.last());
      if (simd.isPresent() && scalar.isPresent()) {
        say(
            "%s: SIMD %.3f s, plain loops %.3f s: %.2f x as fast",
            name(simd.get()),
            simd.get().seconds(),
            scalar.get().seconds(),
            scalar.get().seconds() / simd.get().seconds());
      }
    }
  }

  private void manyThreadsToOne() {
    if (threads.size() < 2) {
      return;
    }
    for (String arithmetic : arithmetics) {
      Optional<Run> few = report.run(largest, arithmetic, kernel, threads.first());
      Optional<Run> many = report.run(largest, arithmetic, kernel, threads.last());
      if (few.isPresent() && many.isPresent()) {
        say(
            "T = %d, %s: %s %.3f s, %s %.3f s: %.2f x as fast",
            largest,
            arithmetic,
            BenchTable.threads(few.get().threads()),
            few.get().seconds(),
            BenchTable.threads(many.get().threads()),
            many.get().seconds(),
            few.get().seconds() / many.get().seconds());
      }
    }
  }

  private void toBound() {
    for (String arithmetic : arithmetics) {
      for (int n : threads) {
        report
            .run(largest, arithmetic, kernel, n)
            .ifPresent(
                run ->
                    say(
                        "%s: %.3f s; the bound is %.4f s (%s) = %.0f %% of it",
                        name(run),
                        run.seconds(),
                        run.bound().seconds(),
                        parts(run.bound()),
                        run.bound().share() * 100));
      }
    }
  }

  /** What a bound consists of, the largest part first. */
  private static String parts(Bound bound) {
    return bound.secondsByLimit().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(part -> Text.of("%s %.0f %%", part.getKey(), part.getValue() / bound.seconds() * 100))
        .collect(Collectors.joining(", "));
  }

  /** What a reader may think of differences between two lines. */
  private void noise() {
    List<Double> spreads =
        report.runs().stream()
            .map(Run::secondsByRepetition)
            .filter(seconds -> seconds.size() > 1)
            .map(seconds -> Collections.max(seconds) / Collections.min(seconds))
            .toList();
    if (!spreads.isEmpty()) {
      say(
          "noise: the slowest repetition took %.2f times as long as the fastest, at worst %.2f",
          new Timings(spreads).median(), Collections.max(spreads));
    }
  }
}
