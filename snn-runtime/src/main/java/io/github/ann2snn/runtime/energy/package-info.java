/** Turns operation counts into energy. */
package io.github.ann2snn.runtime.energy;
