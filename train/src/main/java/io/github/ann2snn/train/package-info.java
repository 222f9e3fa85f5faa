/** Training of the analogue network with Deeplearning4j, and the model file it is kept in. */
package io.github.ann2snn.train;
