/** Models of PyTorch. */
package io.github.ann2snn.ann.torch;
