/** How fast this machine reads memory, which is what simulation is measured against. */
package io.github.ann2snn.runtime.bandwidth;
