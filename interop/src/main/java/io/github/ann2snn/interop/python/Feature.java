package io.github.ann2snn.interop.python;

import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.stream.IntStream;

/** What a network may ask of a simulator, and not every one can do exactly. */
public enum Feature {
  /** A projection that begins with a max gate. */
  MAX_POOLING("has max pooling before it"),
  /** Neurons that also fire spikes of -1. */
  SIGNED_SPIKES("has spikes of -1"),
  /** Neurons that are connected with each other. */
  RECURRENCE("is connected with itself"),
  /** Whole numbers: injected currents are rounded, potentials saturate. */
  INTEGERS("computes with integers, which saturate"),
  /** Leaky neurons, by forward Euler. */
  LEAK("has leaky neurons"),
  /** Leaky neurons whose current is filtered, by forward Euler. */
  FILTERED_CURRENT("has a filtered current"),
  /** A spike takes the threshold off. */
  RESET_BY_SUBTRACTION("resets by subtraction"),
  /** A spike sets the potential to a value. */
  RESET_TO_ZERO("resets to zero"),
  /** A spike sets the potential to the threshold, or above it. */
  RESET_TO_THRESHOLD("resets to its threshold or above"),
  /** A potential equal to the threshold fires. */
  AT_THRESHOLD("fires at v >= threshold"),
  /** It does not. */
  ABOVE_THRESHOLD("fires at v > threshold"),
  /** Inputs are spikes. */
  INPUT_SPIKES("takes spikes from the inputs"),
  /** Spikes of a population arrive in the step in which they were fired. */
  SAME_STEP("takes spikes in the step in which they were fired");

  private final String what;

  Feature(String what) {
    this.what = what;
  }

  /**
   * {@return whether a layer asks for it; how it fires matters only where it does}
   *
   * @param run how the network is run
   * @param layer of the network
   */
  public boolean isOf(ExportedRun run, Population layer) {
    NeuronModel neurons = layer.neurons();
    Firing firing = neurons.firing();
    boolean fires = run.fires(layer);
    return switch (this) {
      case MAX_POOLING -> !layer.gates().isEmpty();
      case SIGNED_SPIKES -> fires && firing.isSigned();
      case RECURRENCE -> layer.recurrent().isPresent();
      case INTEGERS -> run.network().arithmetic().isInteger();
      case LEAK -> neurons instanceof LeakyIntegrateAndFire;
      case FILTERED_CURRENT -> neurons instanceof CurrentBasedLeakyIntegrateAndFire;
      case RESET_BY_SUBTRACTION -> fires && firing.reset() == Reset.SUBTRACT;
      case RESET_TO_ZERO -> fires && firing.reset() == Reset.ZERO;
      case RESET_TO_THRESHOLD -> fires && resetsToThreshold(firing);
      case AT_THRESHOLD -> fires && firing.rule() == FireRule.AT_THRESHOLD;
      case ABOVE_THRESHOLD -> fires && firing.rule() == FireRule.ABOVE_THRESHOLD;
      case INPUT_SPIKES ->
          run.settings().coding() != InputCoding.CURRENT
              && layer.projections().stream().anyMatch(Projection::isFromInput);
      case SAME_STEP ->
          !run.delays() && layer.projections().stream().anyMatch(from -> !from.isFromInput());
    };
  }

  private static boolean resetsToThreshold(Firing firing) {
    float[] threshold = firing.threshold();
    float[] reset = firing.resetPotential();
    return firing.reset() == Reset.ZERO
        && IntStream.range(0, reset.length).anyMatch(j -> reset[j] >= threshold[j]);
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
