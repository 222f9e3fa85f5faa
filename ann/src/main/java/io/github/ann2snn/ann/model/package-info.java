/** A trained network with what its file tells of it, whatever format that has. */
package io.github.ann2snn.ann.model;
