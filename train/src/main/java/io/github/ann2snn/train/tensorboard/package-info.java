/** Trainings as event files, which TensorBoard shows. */
package io.github.ann2snn.train.tensorboard;
