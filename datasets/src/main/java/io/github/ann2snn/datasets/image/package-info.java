/** Folders of images, one folder per class. */
package io.github.ann2snn.datasets.image;
