/** What a trained network computes: the plain definition that every faster way is compared with. */
package io.github.ann2snn.ann.forward;
