/** How a network is converted and run where its user leaves that open: by training samples. */
package io.github.ann2snn.convert.choice;
