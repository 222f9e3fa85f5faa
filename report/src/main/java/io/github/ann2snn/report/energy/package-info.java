/** Device profiles and how energy is settled. */
package io.github.ann2snn.report.energy;
