/** A quantised activation whose scale is trained, as a layer of Deeplearning4j. */
package io.github.ann2snn.train.qcfs;
