/** Energy profiles as files. */
package io.github.ann2snn.cli.energy;
