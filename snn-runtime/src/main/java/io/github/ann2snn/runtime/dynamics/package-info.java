/** Biological point neurons in the units of the laboratory, and what drives them. */
package io.github.ann2snn.runtime.dynamics;
