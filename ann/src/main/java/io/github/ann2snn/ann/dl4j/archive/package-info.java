/** The entries of Deeplearning4j's model zips. */
package io.github.ann2snn.ann.dl4j.archive;
