package io.github.ann2snn.ann.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCurveTest {
  @Test
  void fewBatchesAreAPointEach() {
    BatchCurve.Builder builder = new BatchCurve.Builder(2);
    builder.add(4, 1.5, 1);
    builder.add(2, 0.5, 2);
    assertEquals(new BatchCurve(1, List.of(1.5f, 0.5f), List.of(0.25f, 1f)), builder.build());
  }

  @Test
  void manyBatchesAreMeansOfEqualRuns() {
    // 203 batches in at most 100 points: three to a point, two in the last.
    BatchCurve.Builder builder = new BatchCurve.Builder(203);
    for (int batch = 1; batch <= 203; batch++) {
      builder.add(batch == 203 ? 1 : 2, batch, 1);
    }
    BatchCurve curve = builder.build();
    assertEquals(3, curve.batchesPerPoint());
    assertEquals(68, curve.loss().size());
    assertEquals(2f, curve.loss().get(0));
    assertEquals(0.5f, curve.accuracy().get(0));
    assertEquals((2 * 202 + 203) / 3f, curve.loss().get(67));
    assertEquals(2 / 3f, curve.accuracy().get(67));
  }
}
