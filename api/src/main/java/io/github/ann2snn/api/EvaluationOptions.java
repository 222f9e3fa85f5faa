package io.github.ann2snn.api;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.report.energy.EnergyProfiles.AnalogueFirstLayer;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an evaluation does beside running a network.
 *
 * @param energy how energy is told
 * @param margin of an early exit, if there is one
 * @param model to compare with, if there is one
 * @param engine that runs the network, if not this machine
 * @param notices what the reader must know of the samples
 * @param threads at least 1
 * @param progress hears how it gets on
 */
record EvaluationOptions(
    EnergySettings energy,
    Optional<MarginSource> margin,
    Optional<Model> model,
    Optional<Engine> engine,
    List<String> notices,
    int threads,
    Progress progress) {
  EvaluationOptions {
    notices = List.copyOf(notices);
    Objects.requireNonNull(energy, "energy");
    Objects.requireNonNull(progress, "progress");
    Refusal.when(threads < 1, "threads is %d, expected at least 1", threads);
  }

  static EvaluationOptions usual() {
    return new EvaluationOptions(
        new EnergySettings(new EnergyProfiles(List.of()), AnalogueFirstLayer.ONCE),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Runtime.getRuntime().availableProcessors(),
        Progress.NONE);
  }

  EvaluationOptions withEnergy(EnergySettings other) {
    return new EvaluationOptions(other, margin, model, engine, notices, threads, progress);
  }

  EvaluationOptions withMargin(MarginSource other) {
    return new EvaluationOptions(
        energy, Optional.of(other), model, engine, notices, threads, progress);
  }

  EvaluationOptions withModel(Model other) {
    return new EvaluationOptions(
        energy, margin, Optional.of(other), engine, notices, threads, progress);
  }

  EvaluationOptions withEngine(Engine other) {
    return new EvaluationOptions(
        energy, margin, model, Optional.of(other), notices, threads, progress);
  }

  EvaluationOptions withThreads(int other) {
    return new EvaluationOptions(energy, margin, model, engine, notices, other, progress);
  }

  EvaluationOptions withProgress(Progress other) {
    return new EvaluationOptions(energy, margin, model, engine, notices, threads, other);
  }

  EvaluationOptions withNotices(List<String> others) {
    return new EvaluationOptions(energy, margin, model, engine, others, threads, progress);
  }
}
