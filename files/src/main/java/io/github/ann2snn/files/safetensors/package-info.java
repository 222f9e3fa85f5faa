/** The format safetensors, which PyTorch's world keeps weights in, read from anywhere. */
package io.github.ann2snn.files.safetensors;
