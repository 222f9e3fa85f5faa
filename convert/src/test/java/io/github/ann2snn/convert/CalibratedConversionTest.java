package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CalibratedConversionTest extends QuadrantsTest {
  private static ConversionConfig calibrated(Calibration calibration) {
    return new ConversionConfig(
        Normalization.MMSE,
        99,
        0.5,
        Reset.SUBTRACT,
        500,
        1,
        new RunDefaults(2, InputCoding.POISSON, Readout.MEMBRANE),
        calibration,
        List.of(),
        MaxPooling.GATE);
  }

  @Test
  void calibrationDoesNotDependOnThreads() throws ConversionRefusedException, InterruptedException {
    ConversionConfig config = calibrated(Calibration.BOTH);
    Conversion one = new Converter(config, 1).convert(network, DATASET, Map.of());
    assertEquals(one, new Converter(config, 3).convert(network, DATASET, Map.of()));
    Conversion none =
        new Converter(calibrated(Calibration.NONE), 1).convert(network, DATASET, Map.of());
    assertEquals(none.certificate(), one.certificate());
    assertEquals(none.scales(), one.scales());
    assertNotEquals(none.network().populations(), one.network().populations());
    assertEquals(3, one.corrections().size());
    assertEquals(List.of(), none.corrections());
  }

  @Test
  void tellsOfEveryPassOverSamplesToItsEnd()
      throws ConversionRefusedException, InterruptedException {
    List<String> told = new CopyOnWriteArrayList<>();
    Progress progress =
        (task, total, unit) -> {
          AtomicLong left = new AtomicLong(total);
          return new Progress.Work() {
            @Override
            public void step(long n) {
              left.addAndGet(-n);
            }

            @Override
            public void close() {
              told.add(task + ", " + left + " of " + total + " left");
            }
          };
        };
    new Converter(calibrated(Calibration.BIAS), 2, progress).convert(network, DATASET, Map.of());
    assertTrue(told.contains("Running the model, 0 of 1000 left"), told.toString());
    for (int layer = 1; layer <= 3; layer++) {
      assertTrue(told.contains("Calibrating layer " + layer + ", 0 of 500 left"), told.toString());
    }
    assertTrue(told.stream().allMatch(line -> line.contains(", 0 of ")), told.toString());
  }

  @Test
  void writesTheCalibrationIntoTheNetwork()
      throws ConversionRefusedException, InterruptedException {
    Map<String, String> facts =
        new Converter(calibrated(Calibration.BIAS), 1)
            .convert(network, DATASET, Map.of())
            .network()
            .provenance();
    assertEquals("mmse", facts.get("normalization"));
    assertNull(facts.get("percentile"));
    assertEquals("bias", facts.get("calibration"));
    assertEquals("2", facts.get("calibration_timesteps"));
    assertEquals("500", facts.get("calibration_samples"));
    assertTrue(facts.get("bias_change_dense_0").startsWith("mean 0."), facts.toString());
    assertEquals("mean 0.00, largest 0.00", facts.get("potential_change_output"));
    assertNull(facts.get("calibration_notice"));
  }

  @Test
  void saysThatAllSamplesAreOfOneClass() throws ConversionRefusedException, InterruptedException {
    Split train = DATASET.train();
    float[] values = new float[2 * 100];
    for (int i = 0; i < 100; i++) {
      train.read(i, values, 2 * i);
    }
    byte[] labels = new byte[100];
    Arrays.fill(labels, (byte) 2);
    Split one = Split.ofFloats(values, labels, 2);
    Dataset dataset = new Dataset("one", List.of(2), List.of("a", "b", "c", "d"), one, one, "", "");
    Conversion conversion =
        new Converter(calibrated(Calibration.POTENTIAL), 1).convert(network, dataset, Map.of());
    String notice =
        "all 50 calibration samples are of class c: scales and corrections hold for that class alone";
    assertEquals(List.of(notice), conversion.notices());
    assertEquals(notice, conversion.network().provenance().get("calibration_notice"));
  }
}
