package io.github.ann2snn.interop.python;

import io.github.ann2snn.interop.python.Feature.Limit;
import java.util.List;
import java.util.Optional;

/**
 * A simulator whose programs are Python. Its program is the resource {@code KEY.py}, in which lines
 * such as {@code # <<network>>} stand for what is written of the network, and for parts that all
 * programs share; see {@link Program}.
 */
public sealed interface PythonSimulator permits Brian2, Nengo, Nest, Pynn {
  /** {@return all of them} */
  static List<PythonSimulator> all() {
    return List.of(new Brian2(), new Nengo(), new Nest(), new Pynn());
  }

  /** {@return its name, for people} */
  String name();

  /** {@return its name in commands and files, small letters and digits: {@code brian2}} */
  String key();

  /**
   * {@return why it cannot do something exactly; empty if it can}
   *
   * @param feature that a network may ask for
   */
  Optional<Limit> limit(Feature feature);

  /**
   * {@return what it does in another way than this program, or nearly, as far as a run asks for it:
   * sentences that are said before anything is written, and in the README}
   *
   * @param run that is exported
   */
  default List<String> cautions(ExportedRun run) {
    return List.of();
  }

  /**
   * {@return what its README says of versions: what the program needs, how to get it, and with
   * which versions it was run}
   */
  String versions();

  /** {@return what its README says of how the program does exactly what is run here} */
  String exactness();

  /**
   * {@return whether a spike takes at least a step there, so that its program has populations begin
   * one after the other}
   */
  default boolean isDelayed() {
    return false;
  }

  /** {@return the name of its program} */
  default String program() {
    return key() + "_network.py";
  }
}
