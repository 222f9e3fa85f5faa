/** Models of PyTorch. */
package io.github.ann2snn.interop.torch;
