/** The commands run, train and convert. */
package io.github.ann2snn.cli.run;
