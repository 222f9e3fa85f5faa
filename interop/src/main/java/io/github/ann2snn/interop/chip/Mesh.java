package io.github.ann2snn.interop.chip;

import io.github.ann2snn.interop.chip.Chip.Quantity;

/**
 * Where the cores of a chip lie: tiles in rows, some cores each. Cores are taken tile by tile, the
 * rows in turn from the left and from the right, so that cores that follow each other are
 * neighbours; chips lie beside each other. A packet goes along a row first, then along a column.
 *
 * @param columns of tiles
 * @param rows of tiles
 * @param tile cores of a tile
 */
public record Mesh(Quantity columns, Quantity rows, Quantity tile) {
  /** How many cores lie there. */
  public long cores() {
    return columns.value() * rows.value() * tile.value();
  }

  /** The column of a core's tile; those of later chips lie behind those of earlier ones. */
  int column(int core, long coresPerChip) {
    long tileOfChip = core % coresPerChip / tile.value();
    long along = tileOfChip % columns.value();
    boolean back = tileOfChip / columns.value() % 2 != 0;
    long chip = core / coresPerChip;
    return (int) (chip * columns.value() + (back ? columns.value() - 1 - along : along));
  }

  /** The row of a core's tile. */
  int row(int core, long coresPerChip) {
    return (int) (core % coresPerChip / tile.value() / columns.value());
  }
}
