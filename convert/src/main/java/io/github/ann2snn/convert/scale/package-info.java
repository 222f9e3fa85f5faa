/** What activations are divided by, measured on training samples. */
package io.github.ann2snn.convert.scale;
