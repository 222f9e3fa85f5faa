/**
 * HDF5 files from anywhere: sizes are checked before values are read, links are refused, and every
 * failure is one exception that says file, place and reason.
 */
package io.github.ann2snn.files.hdf5;
