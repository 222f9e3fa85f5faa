/** Trained networks out of files, whatever format they have. */
package io.github.ann2snn.ann;
