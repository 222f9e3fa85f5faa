/** Makes images and packages of ann2snn that bring a Java of their own. */
package io.github.ann2snn.dist;
