/** Arrays in NumPy's formats {@code .npy} and {@code .npz}, read from anywhere and written. */
package io.github.ann2snn.files.numpy;
