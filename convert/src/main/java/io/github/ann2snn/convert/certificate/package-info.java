/** The proof that a converted network is still the same function. */
package io.github.ann2snn.convert.certificate;
