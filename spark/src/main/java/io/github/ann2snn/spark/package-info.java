/**
 * Evaluates networks on Apache Spark. Samples are cut into parts by their index; a part is a task,
 * whose tally of whole numbers comes back and is joined to the others in the order of the parts. So
 * results depend neither on the number of parts nor on who ran them when.
 */
package io.github.ann2snn.spark;
