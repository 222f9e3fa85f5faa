package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.files.TextTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name in the results whose meaning stands with it, and nowhere else. It is a constant of an
 * enumeration, defined in the table {@code definitions.txt} beside that.
 */
public interface Defined {
  /** The constant's name. */
  String name();

  /** How result files name it. */
  default String key() {
    return Definition.of(this).key();
  }

  /** How people read it. */
  default String title() {
    return Definition.of(this).title();
  }

  /** What exactly it means, in a sentence. */
  default String definition() {
    return Definition.of(this).text();
  }

  /** Something of which a run has a number, for which a device may charge. */
  interface Countable extends Defined {
    /** How often it takes place for a sample, on average. */
    double in(OperationCounts counts);
  }

  /** A row of the table. */
  record Definition(String key, String title, String text) {
    private static final Map<Defined, Definition> READ = new ConcurrentHashMap<>();

    private static Definition of(Defined constant) {
      return READ.computeIfAbsent(constant, Definition::read);
    }

    private static Definition read(Defined constant) {
      Class<?> type = ((Enum<?>) constant).getDeclaringClass();
      String name = type.getSimpleName() + " " + constant.name();
      List<String> row =
          TextTable.read(type, "definitions.txt").stream()
              .filter(cells -> cells.get(0).equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(name + " is not defined"));
      return new Definition(row.get(1), row.get(2), row.get(3));
    }
  }
}
