package io.github.ann2snn.files;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * What stands in a record. Two records are equal here if their components are, arrays by what
 * stands in them; a record's own equality takes two arrays for different that are not the same one.
 */
public final class RecordContent {
  private RecordContent() {}

  /** The values of the components, in their order. */
  public static Object[] of(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    try {
      for (int c = 0; c < values.length; c++) {
        components[c].getAccessor().setAccessible(true);
        values[c] = components[c].getAccessor().invoke(record);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " does not let itself be read", e);
    }
    return values;
  }

  /** Whether {@code other} is a record of the same kind with equal components. */
  public static boolean equal(Record record, Object other) {
    return record == other
        || (record.getClass().isInstance(other)
            && Arrays.deepEquals(of(record), of((Record) other)));
  }

  /** A hash code that goes with {@link #equal}. */
  public static int hash(Record record) {
    return Arrays.deepHashCode(of(record));
  }
}
