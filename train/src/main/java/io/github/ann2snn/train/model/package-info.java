/** A trained network with where it comes from, and its file. */
package io.github.ann2snn.train.model;
