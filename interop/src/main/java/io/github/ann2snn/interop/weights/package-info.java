/** A spiking network's numbers for programs that read neither NIR nor anything of ours. */
package io.github.ann2snn.interop.weights;
