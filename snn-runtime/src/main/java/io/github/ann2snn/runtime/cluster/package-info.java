/** What a program needs to have networks run on other machines; it knows of none itself. */
package io.github.ann2snn.runtime.cluster;
