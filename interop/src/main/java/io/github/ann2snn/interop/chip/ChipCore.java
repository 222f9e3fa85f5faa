package io.github.ann2snn.interop.chip;

/** What a core of a chip holds: some neurons of a layer, or a whole layer. */
public sealed interface ChipCore permits NeuronCore, LayerCore {}
