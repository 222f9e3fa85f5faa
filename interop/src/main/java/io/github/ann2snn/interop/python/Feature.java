package io.github.ann2snn.interop.python;

import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** What a network may ask of a simulator, and not every one can do exactly. */
public enum Feature {
  /** A projection that begins with a max gate. */
  MAX_POOLING("has max pooling before it", layer -> !layer.gates().isEmpty()),
  /** Neurons that also fire spikes of -1. */
  SIGNED_SPIKES("has spikes of -1", firing(Firing::isSigned)),
  /** Neurons that are connected with each other. */
  RECURRENCE("is connected with itself", layer -> layer.recurrent().isPresent()),
  /** Whole numbers: injected currents are rounded, potentials saturate. */
  INTEGERS(
      "computes with integers, which saturate",
      (run, layer) -> run.network().arithmetic().isInteger()),
  /** Leaky neurons, by forward Euler. */
  LEAK("has leaky neurons", layer -> layer.neurons() instanceof LeakyIntegrateAndFire),
  /** Leaky neurons whose current is filtered, by forward Euler. */
  FILTERED_CURRENT(
      "has a filtered current",
      layer -> layer.neurons() instanceof CurrentBasedLeakyIntegrateAndFire),
  /** A spike takes the threshold off. */
  RESET_BY_SUBTRACTION("resets by subtraction", firing(firing -> firing.reset() == Reset.SUBTRACT)),
  /** A spike sets the potential to a value. */
  RESET_TO_ZERO("resets to zero", firing(firing -> firing.reset() == Reset.ZERO)),
  /** A potential equal to the threshold fires. */
  AT_THRESHOLD("fires at v >= threshold", firing(f -> f.rule() == FireRule.AT_THRESHOLD)),
  /** It does not. */
  ABOVE_THRESHOLD("fires at v > threshold", firing(f -> f.rule() == FireRule.ABOVE_THRESHOLD)),
  /** Inputs are spikes. */
  INPUT_SPIKES(
      "takes spikes from the inputs",
      (run, layer) ->
          run.settings().coding() != InputCoding.CURRENT
              && layer.projections().stream().anyMatch(Projection::isFromInput)),
  /** Spikes of a population arrive in the step in which they were fired. */
  SAME_STEP(
      "takes spikes in the step in which they were fired",
      (run, layer) ->
          !run.delays() && layer.projections().stream().anyMatch(from -> !from.isFromInput()));

  private final String what;
  private final BiPredicate<ExportedRun, Population> has;

  Feature(String what, BiPredicate<ExportedRun, Population> has) {
    this.what = what;
    this.has = has;
  }

  Feature(String what, Predicate<Population> has) {
    this(what, (run, layer) -> has.test(layer));
  }

  /** Of those that fire. */
  private static BiPredicate<ExportedRun, Population> firing(Predicate<Firing> has) {
    return (run, layer) -> run.fires(layer) && has.test(layer.neurons().firing());
  }

  /** {@return what is said of a layer that has it, such as {@code resets to zero}} */
  public String what() {
    return what;
  }

  /**
   * {@return whether a layer asks for it}
   *
   * @param run how the network is run
   * @param layer of the network
   */
  public boolean isOf(ExportedRun run, Population layer) {
    return has.test(run, layer);
  }

  /**
   * Why a simulator cannot do it.
   *
   * @param reason what it does instead, in a main clause without its end
   * @param remedy what the user can do, in the imperative
   */
  public record Limit(String reason, String remedy) {
    /** The sentence about a layer. */
    String of(String layer, Feature feature) {
      return "layer " + layer + " " + feature.what + ", but " + reason + "; " + remedy;
    }
  }
}
