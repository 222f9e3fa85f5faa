/** The built-in data set {@code digits}, drawn from outlines. */
package io.github.ann2snn.datasets.digits;
