package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/**
 * When the neurons of feature maps fired: a bit for each place and step. The places of a position
 * lie side by side, its channels first, in blocks of {@value SpikeTrain.ByPosition#BLOCK}; all
 * blocks of a step lie behind each other.
 */
public final class MapSpikes implements SpikeTrain.ByPosition {
  /**
   * Blocks between those of two steps that are not used: otherwise the same block of many steps,
   * all of which are written at once, might lie in the same lines of a cache.
   */
  private static final int BETWEEN = 64 / Short.BYTES;

  /** Positions whose values are summed up as an integer. */
  private static final int SUMMED = 256;

  final int blocks;
  final int perStep;
  final short[] masks;

  /** Room for the bits of a block while they are turned. */
  private final long[] rows = new long[BLOCK / 2];

  private final int positions;
  private final int perPosition;
  private int steps;

  /**
   * Room for some steps, of which there are none yet.
   *
   * @param positions number of positions of a map
   * @param lanes places of a position, a multiple of {@value SpikeTrain.ByPosition#BLOCK}
   * @param timesteps for which there is room
   */
  public MapSpikes(int positions, int lanes, int timesteps) {
    this.positions = positions;
    this.perPosition = lanes / BLOCK;
    this.blocks = Math.multiplyExact(positions, perPosition);
    this.perStep = Math.addExact(blocks, BETWEEN);
    this.masks = new short[Math.multiplyExact(perStep, timesteps)];
  }

  /** Bytes that the spikes of feature maps take. */
  public static long bytes(long stride, long timesteps) {
    return Short.BYTES * (stride / BLOCK + BETWEEN) * timesteps;
  }

  /** Forgets all steps. */
  public void clear() {
    steps = 0;
  }

  /**
   * Takes all steps of another instead, of maps of the same layout.
   *
   * @param other has no more steps than there is room for
   */
  public void take(MapSpikes other) {
    steps = other.steps;
    System.arraycopy(other.masks, 0, masks, 0, steps * perStep);
  }

  /**
   * Takes all steps of a train instead, whose lines are the channels of one position.
   *
   * @param train has no more steps than there is room for
   */
  public void take(SpikeTrain train) {
    steps = train.timesteps();
    Arrays.fill(masks, 0, steps * perStep, (short) 0);
    int[] events = train.indices();
    for (int t = 0; t < steps; t++) {
      for (int k = train.offsets()[t]; k < train.offsets()[t + 1]; k++) {
        masks[at(t) + events[k] / BLOCK] |= (short) (1 << events[k] % BLOCK);
      }
    }
  }

  /**
   * Adds some steps. A bit matrix is transposed by exchanging halves, quarters and so on (Warren
   * 2013, "Hacker's Delight", section 7-3): the words of a block's places, a bit for each step,
   * become those of steps, a bit for each place. Two places share a number.
   *
   * @param fired a bit for each step, the first one lowest; one value per place, behind a lead
   * @param more number of steps, at most {@value Kernel#STEPS}
   */
  public void add(int[] fired, int more) {
    int first = steps;
    steps += more;
    for (int block = 0; block < blocks; block++) {
      int from = Aligned.LEAD + block * BLOCK;
      for (int k = 0; k < rows.length; k++) {
        rows[k] =
            fired[from + 2 * k] & 0xffffffffL | (long) fired[from + 2 * k + 1] << Integer.SIZE;
      }
      transpose();
      for (int k = 0; k < rows.length; k++) {
        put(rows[k], 2 * k, first, more, block);
      }
    }
  }

  /** Four steps share a number: two that follow each other, and those {@code BLOCK} steps later. */
  private void put(long row, int t, int first, int more, int block) {
    int at = at(first + t) + block;
    int later = BLOCK * perStep;
    if (t < more) {
      masks[at] = (short) row;
    }
    if (t + 1 < more) {
      masks[at + perStep] = (short) (row >>> Integer.SIZE);
    }
    if (t + BLOCK < more) {
      masks[at + later] = (short) (row >>> BLOCK);
    }
    if (t + 1 + BLOCK < more) {
      masks[at + later + perStep] = (short) (row >>> Integer.SIZE + BLOCK);
    }
  }

  private void transpose() {
    for (int k = 0; k < 4; k++) {
      exchange(k, k + 4, Byte.SIZE, 0x00ff00ff00ff00ffL);
    }
    for (int k = 0; k < 4; k++) {
      int at = k / 2 * 4 + k % 2;
      exchange(at, at + 2, 4, 0x0f0f0f0f0f0f0f0fL);
    }
    for (int k = 0; k < rows.length; k += 2) {
      exchange(k, k + 1, 2, 0x3333333333333333L);
    }
    for (int k = 0; k < rows.length; k++) {
      long changed = (rows[k] >>> 1 ^ rows[k] >>> Integer.SIZE) & 0x55555555L;
      rows[k] ^= changed << 1 ^ changed << Integer.SIZE;
    }
  }

  private void exchange(int low, int high, int distance, long bits) {
    long changed = (rows[low] >>> distance ^ rows[high]) & bits;
    rows[high] ^= changed;
    rows[low] ^= changed << distance;
  }

  /** Where the bits of a step begin. */
  int at(int t) {
    return t * perStep;
  }

  /** The places of a block that fire at a step, a bit each. */
  int mask(int t, int block) {
    return masks[t * perStep + block] & 0xffff;
  }

  /** Number of spikes at step {@code t}. */
  public int count(int t) {
    int count = 0;
    for (int at = at(t); at < at(t) + blocks; at++) {
      count += Integer.bitCount(masks[at] & 0xffff);
    }
    return count;
  }

  @Override
  public int positions() {
    return positions;
  }

  @Override
  public int blocks() {
    return perPosition;
  }

  @Override
  public int mask(int t, int position, int block) {
    return mask(t, position * perPosition + block);
  }

  /** Some positions at a time, whose sum is an integer: C2 can make vectors of that. */
  @Override
  public long sum(int t, int[] values) {
    int at = at(t);
    long sum = 0;
    for (int block = 0; block < perPosition; block++) {
      for (int from = 0; from < positions; from += SUMMED) {
        int some = 0;
        for (int position = from; position < Math.min(from + SUMMED, positions); position++) {
          int mask = masks[at + position * perPosition + block] & 0xffff;
          some += values[position] * Integer.bitCount(mask);
        }
        sum += some;
      }
    }
    return sum;
  }

  /** Channel by channel, as the neurons are numbered. */
  @Override
  public void list(int t, int[] into, int at) {
    int next = at;
    for (int block = 0; block < perPosition; block++) {
      int any = 0;
      for (int position = 0; position < positions; position++) {
        any |= mask(t, position * perPosition + block);
      }
      for (; any != 0; any &= any - 1) {
        int lane = Integer.numberOfTrailingZeros(any);
        int first = (block * BLOCK + lane) * positions;
        for (int position = 0; position < positions; position++) {
          if ((mask(t, position * perPosition + block) >>> lane & 1) != 0) {
            into[next++] = first + position;
          }
        }
      }
    }
  }
}
