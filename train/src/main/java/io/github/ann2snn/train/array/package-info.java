/** Arrays of ND4J: their bytes in files and their memory. */
package io.github.ann2snn.train.array;
