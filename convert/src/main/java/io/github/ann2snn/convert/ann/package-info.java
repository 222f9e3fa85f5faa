/** A trained network as conversion reads it. */
package io.github.ann2snn.convert.ann;
