/** What Deeplearning4j has in memory, for everything that does without it. */
package io.github.ann2snn.train;
