/** Convolutions of Deeplearning4j in training, made faster. */
package io.github.ann2snn.train.convolution;
