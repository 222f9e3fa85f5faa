/** A network's plain numbers, for any other program. */
package io.github.ann2snn.interop.weights;
