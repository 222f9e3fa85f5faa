package io.github.ann2snn.report.energy;

/**
 * How energy is told.
 *
 * @param profiles the devices
 * @param firstLayer how often the current of an analogue first layer is computed
 */
public record EnergySettings(EnergyProfiles profiles, AnalogueFirstLayer firstLayer) {}
