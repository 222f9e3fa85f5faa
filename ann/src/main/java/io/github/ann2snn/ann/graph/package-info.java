/**
 * The trained network as data: nodes in topological order, whatever framework it came from. Every
 * operation says what it makes of shapes, and defines what it makes of values.
 */
package io.github.ann2snn.ann.graph;
