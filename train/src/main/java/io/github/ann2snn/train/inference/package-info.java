/** What a trained network computes, and how many operations it takes. */
package io.github.ann2snn.train.inference;
