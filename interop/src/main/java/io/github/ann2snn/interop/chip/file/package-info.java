/** Chips as data. */
package io.github.ann2snn.interop.chip.file;
