package io.github.ann2snn.report.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.report.document.DatasetPart.SampleImages;
import io.github.ann2snn.report.document.SampleParts.FlippedPart;
import io.github.ann2snn.report.document.SampleParts.FlippedSample;
import io.github.ann2snn.report.sample.SampleFindings.AnnEvaluation;
import io.github.ann2snn.report.sample.SampleFindings.FlippedSamples;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.operations.OperationLedger;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlippedSamplesTest {
  private static final LeadUnit UNIT = new LeadUnit("thresholds", 1);

  private static AnnEvaluation ann(float[] margins, int... predictions) {
    return new AnnEvaluation("1-1", predictions, margins, 1, 1);
  }

  private static Evaluation snn(float[] leads, int... predictions) {
    int n = predictions.length;
    OperationLedger ledger = new OperationLedger(n, n, new long[1], List.of());
    return new Evaluation(new long[1], predictions, leads, new float[n], ledger, Optional.empty());
  }

  @Test
  void lostThenGainedThenBothWrongEachByIndex() {
    // index:       0 bothWrong, 1 agree right, 2 gained, 3 lost, 4 agree wrong, 5 lost
    Dataset dataset =
        TinyNetworks.dataset(
            List.of(1, 1, 2),
            3,
            new float[] {0, 1, 0, 0, 0.2f, 0.6f, 0, 0, 1, 1, 0, 0},
            0,
            1,
            2,
            0,
            1,
            2);
    float[] margins = {1.2345678f, 0, Float.POSITIVE_INFINITY, 3, 0, 4};
    float[] leads = {0.1f, 0, 0.5f, Float.NaN, 0, 0.000123456f};
    FlippedPart part =
        new FlippedSamples(dataset, ann(margins, 1, 1, 1, 0, 0, 2), snn(leads, 2, 1, 2, 1, 0, 0))
            .part(UNIT);
    assertEquals("thresholds", part.snnMarginUnit());
    assertEquals(2, part.lost());
    assertEquals(1, part.gained());
    assertEquals(1, part.bothWrong());
    assertEquals(List.of(3, 5, 2, 0), part.samples().stream().map(FlippedSample::index).toList());
    FlippedSample last = part.samples().get(3);
    assertEquals(0, last.label());
    assertEquals(1, last.ann());
    assertEquals(2, last.snn());
    assertEquals(1.2346, last.annMargin());
    assertEquals(0.1, last.snnMargin());
    assertNull(part.samples().get(0).snnMargin());
    assertEquals(1.2346E-4, part.samples().get(1).snnMargin());
    assertNull(part.samples().get(2).annMargin());
    assertArrayEquals(
        new byte[] {51, (byte) 153}, Base64.getDecoder().decode(part.samples().get(2).image()));
  }

  @Test
  void atMostSoManyAreShownAndAllCounted() {
    int[] labels = new int[60];
    int[] wrong = new int[60];
    Arrays.fill(wrong, 1);
    Dataset dataset = TinyNetworks.dataset(List.of(1), 2, new float[60], labels);
    FlippedPart part =
        new FlippedSamples(dataset, ann(new float[60], labels), snn(new float[60], wrong))
            .part(UNIT);
    assertEquals(60, part.lost());
    assertEquals(48, part.samples().size());
    // a table has no images
    assertNull(part.samples().get(47).image());
  }

  @Test
  void imagesThatWouldFillTheDocumentAreLeftOut() {
    Dataset small = TinyNetworks.dataset(List.of(1, 128, 128), 2, new float[16384], 0);
    Dataset large = TinyNetworks.dataset(List.of(1, 1, 16385), 2, new float[16385], 0);
    assertEquals(16384, Base64.getDecoder().decode(new SampleImages(small).of(0)).length);
    assertNull(new SampleImages(large).of(0));
    assertEquals(List.of(1, 1, 16385), new SampleImages(large).shape());
  }
}
