/** Models of other frameworks in, and a network's plain numbers out. */
package io.github.ann2snn.interop;
