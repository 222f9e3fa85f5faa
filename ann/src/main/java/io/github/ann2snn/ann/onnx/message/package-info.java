/**
 * The messages that ONNX files are, and Protocol Buffers' wire format, as much of both as networks
 * need. The numbers of tensors stay in the file.
 */
package io.github.ann2snn.ann.onnx.message;
