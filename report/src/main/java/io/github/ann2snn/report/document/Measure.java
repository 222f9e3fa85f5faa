package io.github.ann2snn.report.document;

import io.github.ann2snn.runtime.operations.Defined;

/** Results that are neither an item of the ledger nor a total. This is their only definition. */
public enum Measure implements Defined {
  FIRING_RATE("firingRate", "firing rate", "spikes per neuron of a firing layer and step"),
  BREAK_EVEN(
      "breakEvenFiringRate",
      "break-even firing rate",
      "mean firing rate at which the spiking network would cost as much as the zero-skipping ANN on"
          + " the same silicon, if all layers fired more or less in proportion; absent where it costs"
          + " more even when silent"),
  DECIDING_ITEM("decidingItem", "deciding item", "the item that costs the spiking network most"),
  ENERGY_DELAY(
      "energyDelay",
      "energy-delay product",
      "energy of a sample x T x the profile's time per step, nJ us"),
  SYNOPS_TO_MACS(
      "synopsToMacsRatio",
      "SynOps / dense MACs",
      "synaptic operations of the spiking network over all multiply-accumulates of the ANN"),
  ANN_DENSE("annMacs.dense", "ANN MACs, dense", "fan-in x neurons, summed over layers"),
  ANN_EFFECTIVE(
      "annMacs.effective", "ANN MACs, input not 0", "those whose input activation is not zero");

  private final String key;
  private final String title;
  private final String definition;

  Measure(String key, String title, String definition) {
    this.key = key;
    this.title = title;
    this.definition = definition;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String definition() {
    return definition;
  }
}
