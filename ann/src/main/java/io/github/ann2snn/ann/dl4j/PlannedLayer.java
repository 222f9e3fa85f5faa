package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.graph.Shape;
import java.util.Optional;

/**
 * A layer of a network, or a vertex that is none.
 *
 * @param index its place among the layers, or in the order of vertices
 * @param name its own, or {@code layer_3}
 * @param kind its class, without the package
 * @param input what goes in, behind its preprocessor; of several inputs, the first
 * @param output what comes out
 * @param parameters how many numbers it keeps
 * @param stage what an architecture says of it, if it can
 */
public record PlannedLayer(
    int index,
    String name,
    String kind,
    Shape input,
    Shape output,
    int parameters,
    Optional<Stage> stage) {}
