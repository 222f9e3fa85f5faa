/** Values with units. */
package io.github.ann2snn.dynamics.quantity;
