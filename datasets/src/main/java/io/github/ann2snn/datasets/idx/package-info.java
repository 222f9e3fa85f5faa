/** The IDX format of MNIST. */
package io.github.ann2snn.datasets.idx;
