package io.github.ann2snn.runtime.signed;

import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.simulation.SpikeTrain.ByPosition;

/**
 * The spikes of signed feature maps by position: channel {@code 2c} has those of +1 of channel c,
 * channel {@code 2c + 1} those of -1.
 *
 * @param lines of all channels
 */
public record LinesByPosition(MapSpikes lines) implements ByPosition {
  @Override
  public int positions() {
    return lines.positions();
  }

  @Override
  public int blocks() {
    return lines.blocks();
  }

  @Override
  public int mask(int t, int position, int block) {
    return lines.mask(t, position, block);
  }

  @Override
  public long sum(int t, int[] at, int[] values) {
    return lines.sum(t, at, values);
  }

  /** Channel by channel, as the neurons are numbered, with both lines of each. */
  @Override
  public void list(int t, int[] into, int at) {
    int next = at;
    int positions = positions();
    for (int block = 0; block < blocks(); block++) {
      int any = 0;
      for (int position = 0; position < positions; position++) {
        any |= mask(t, position, block);
      }
      for (int lane = 0; lane < BLOCK; lane += 2) {
        if ((any >>> lane & 3) == 0) {
          continue;
        }
        int first = (block * BLOCK + lane) * positions;
        for (int position = 0; position < positions; position++) {
          int both = mask(t, position, block) >>> lane & 3;
          if (both != 0) {
            into[next++] = first + 2 * position + both / 2;
          }
        }
      }
    }
  }
}
