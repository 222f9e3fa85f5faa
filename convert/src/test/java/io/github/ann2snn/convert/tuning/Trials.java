package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.convert.tuning.TuningDocument.HeldOutPart;
import io.github.ann2snn.convert.tuning.TuningSettings.Basis;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.Collections;
import java.util.List;

/** Trials made up for tests: of 1,000 samples the ANN has 900 right. */
final class Trials {
  static final Setting DEFAULTS =
      new Setting(
          Normalization.PERCENTILE,
          Collections.nCopies(3, 99.9),
          0.5,
          InputCoding.CURRENT,
          Readout.MEMBRANE);

  static final TuningSettings SETTINGS =
      new TuningSettings(
          "m", "d", "t", Objective.SYNOPS, 0.1, 0.95, 4, 32, List.of(), 500, 42, false);
  static final HeldOutPart HELD_OUT =
      new HeldOutPart(Basis.VALIDATION, "m", 3, 1000, 0.9, 1000, 0.9, 500);

  private Trials() {}

  /** How to convert whatever a setting says, for a run of some steps. */
  static ConversionConfig base(int timesteps, int calibrationSamples, long seed) {
    return new ConversionConfig(
        Normalization.PERCENTILE,
        100,
        0.5,
        Reset.SUBTRACT,
        calibrationSamples,
        seed,
        new RunDefaults(timesteps, InputCoding.CURRENT, Readout.MEMBRANE),
        Calibration.NONE,
        List.of(),
        MaxPooling.GATE);
  }

  /** A point that only loses samples; its SynOps are 10 times and its nJ 100 times its steps. */
  static OperatingPoint point(long lost, double steps) {
    return point(lost, steps, 10 * steps, 100 * steps);
  }

  static OperatingPoint point(long lost, double steps, double synops, double nanojoules) {
    PairedCounts counts = new PairedCounts(1000, 900, lost, 0);
    return new OperatingPoint(1.5, 32, 1, counts, counts.snnAccuracy(), steps, synops, nanojoules);
  }

  static Trial trial(int number, Setting setting, OperatingPoint... points) {
    return new Trial(number, setting, null, List.of(0.5), List.of(10.0), List.of(points));
  }
}
