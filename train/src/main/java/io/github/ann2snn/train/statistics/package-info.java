/** What is noted of a training while it runs: of its steps, and of its layers after an epoch. */
package io.github.ann2snn.train.statistics;
