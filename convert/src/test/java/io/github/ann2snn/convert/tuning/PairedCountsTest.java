package io.github.ann2snn.convert.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedCountsTest {
  /** By the formulas of the paper, from the four cells, worked out separately in Python. */
  @ParameterizedTest
  @CsvSource({
    // 14, 5, 0, 22: the worked example of Altman et al., Statistics with confidence, 2000, p. 52
    "   41,   19,  5, 0, 0.975, 0.226492684",
    "10000, 9850,  0, 0, 0.95,  0.000309652",
    "10000, 9850, 10, 4, 0.95,  0.001303006",
    "   50,   36, 12, 2, 0.975, 0.331039306",
    // nobody is ever wrong: no correlation, and the Wilson limit of 100 of 100
    "  100,  100,  0, 0, 0.95,  0.026342721",
    "  100,  100,  3, 0, 0.95,  0.072710343",
    " 6250, 6150,  2, 1, 0.95,  0.000840343",
    // 11 * 11 - 9 * 9 is more than half of 40
    "   40,   20,  9, 9, 0.9,   0.136872169",
    // more discordant than concordant: the correlation is negative
    "   10,    4,  4, 6, 0.95,  0.296722804"
  })
  void upperBound(
      int samples, long ann, long onlyAnn, long onlySnn, double confidence, double bound) {
    PairedCounts counts = new PairedCounts(samples, ann, onlyAnn, onlySnn);
    assertEquals(bound, counts.upperBound(confidence), 1e-8);
  }

  /** 2 (1 + 3) / 2^3 capped at 1; 2 / 2^5; 2 (1 + 10) / 2^10. */
  @ParameterizedTest
  @CsvSource({"0, 0, 1", "1, 2, 1", "0, 5, 0.0625", "5, 0, 0.0625", "9, 1, 0.021484375"})
  void mcnemar(int onlyAnn, int onlySnn, double p) {
    assertEquals(p, new PairedCounts(20, 10, onlyAnn, onlySnn).mcnemar(), 1e-12);
  }

  @Test
  void moreEvidenceOrLessConfidenceLowersTheBound() {
    PairedCounts few = new PairedCounts(1000, 980, 2, 1);
    PairedCounts many = new PairedCounts(10000, 9800, 20, 10);
    assertEquals(few.drop(), many.drop());
    assertTrue(many.upperBound(0.95) < few.upperBound(0.95));
    assertTrue(few.upperBound(0.8) < few.upperBound(0.95));
    assertTrue(few.upperBound(0.8) > few.drop());
  }

  @Test
  void accuraciesAndDrop() {
    PairedCounts counts = new PairedCounts(200, 190, 6, 2);
    assertEquals(186, counts.snnCorrect());
    assertEquals(0.95, counts.annAccuracy());
    assertEquals(0.93, counts.snnAccuracy());
    assertEquals(0.02, counts.drop());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "10, 4, 5, 0", "10, 4, 0, 7", "10, 4, -1, 0", "10, 11, 0, 0"})
  void impossibleCounts(int samples, long ann, long onlyAnn, long onlySnn) {
    assertThrows(
        IllegalArgumentException.class, () -> new PairedCounts(samples, ann, onlyAnn, onlySnn));
  }
}
