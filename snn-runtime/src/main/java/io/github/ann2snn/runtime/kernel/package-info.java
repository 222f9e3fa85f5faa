/**
 * The innermost loops of the event-driven simulator, plain and on the Vector API, equal bit for
 * bit.
 */
package io.github.ann2snn.runtime.kernel;
