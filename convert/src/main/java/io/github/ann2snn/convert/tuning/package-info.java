/** The search for the best setting of a conversion, and its document. */
package io.github.ann2snn.convert.tuning;
