/** How a network is trained: epochs, updates, checkpoints. */
package io.github.ann2snn.train.training;
