/** Architectures as users write them: stages, shapes, windows. */
package io.github.ann2snn.ann.architecture;
