/** The binary versions of CIFAR-10 and CIFAR-100. */
package io.github.ann2snn.datasets.cifar;
