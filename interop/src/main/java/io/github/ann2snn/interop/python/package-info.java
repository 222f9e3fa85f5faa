/** Networks as Python programs that build and run them in a simulator, and compare. */
package io.github.ann2snn.interop.python;
