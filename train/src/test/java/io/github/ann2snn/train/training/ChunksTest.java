package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 8 * 4096, 8 * 4096 + 1, 535_818})
  void eachNumberIsInOneChunkThatFitsTheRoom(int size) {
    AtomicIntegerArray seen = new AtomicIntegerArray(size);
    Chunks.each(
        size,
        2,
        (from, count, room) -> {
          assertEquals(2, room.length);
          Arrays.fill(room[0], 0, count, 1);
          Arrays.fill(room[1], 0, count, 2);
          for (int i = 0; i < count; i++) {
            seen.addAndGet(from + i, (int) (room[0][i] + room[1][i]));
          }
        });
    int[] expected = new int[size];
    Arrays.fill(expected, 3);
    int[] found = new int[size];
    Arrays.setAll(found, seen::get);
    assertArrayEquals(expected, found);
  }
}
