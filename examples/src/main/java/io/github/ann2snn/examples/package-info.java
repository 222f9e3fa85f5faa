/** Programs of one file each; {@code docs/tutorials} explains them. */
package io.github.ann2snn.examples;
