/** Currents that are fed into neurons. */
package io.github.ann2snn.dynamics.current;
