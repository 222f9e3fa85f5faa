/** The one sample of the example that is worked out by hand. */
package io.github.ann2snn.datasets.worked;
