/**
 * Reads ONNX files (operator sets 7 to 23), from anywhere: nothing is believed before it is
 * checked, nothing is executed. The format's messages are those of its published definition, as
 * Tribuo's artifact holds them.
 */
package io.github.ann2snn.ann.onnx;
