/**
 * The arithmetic of training: what Deeplearning4j's layers compute forward and backward, on its
 * parameters and gradients, without an object for each batch.
 */
package io.github.ann2snn.train.step;
