/** What a spiking network is: connections, neurons and how they follow each other. Plain data. */
package io.github.ann2snn.runtime.network;
