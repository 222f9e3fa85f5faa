package io.github.ann2snn.runtime.kernel;

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

  final int blocks;
  final int perStep;
  final short[] masks;

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
   * Makes place for some steps more.
   *
   * @return the number of the first, which is still to be told
   */
  public int extend(int more) {
    steps += more;
    return steps - more;
  }

  /** The bits of four blocks, the first of which is {@code at}. */
  long word(int at) {
    long low = masks[at] & 0xffffL | (masks[at + 1] & 0xffffL) << BLOCK;
    long high = masks[at + 2] & 0xffffL | (masks[at + 3] & 0xffffL) << BLOCK;
    return low | high << Integer.SIZE;
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

  @Override
  public long sum(int t, int[] at, int[] values) {
    long sum = 0;
    for (int k = 0; k < at.length; k++) {
      int count = 0;
      for (int block = 0; block < perPosition; block++) {
        count += Integer.bitCount(mask(t, at[k] * perPosition + block));
      }
      sum += (long) values[k] * count;
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
