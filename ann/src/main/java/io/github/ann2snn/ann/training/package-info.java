/** How a network is, or was, trained: settings and what its file says of its origin, as data. */
package io.github.ann2snn.ann.training;
