/** Signed neurons while they run fast: how they fire, and what their spikes lead to. */
package io.github.ann2snn.runtime.signed;
