/** How neurons are connected: matrices, convolutions, pooling, and the gates of max pooling. */
package io.github.ann2snn.runtime.connection;
