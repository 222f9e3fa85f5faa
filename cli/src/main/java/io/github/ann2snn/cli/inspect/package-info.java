/** Commands that show what is there: inspect, report, datasets. */
package io.github.ann2snn.cli.inspect;
