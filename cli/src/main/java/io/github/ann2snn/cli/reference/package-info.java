/** What users look up: a page for each command, made of the options that the command line has. */
package io.github.ann2snn.cli.reference;
