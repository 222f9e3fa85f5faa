/** What a training did, epoch by epoch. */
package io.github.ann2snn.ann.record;
