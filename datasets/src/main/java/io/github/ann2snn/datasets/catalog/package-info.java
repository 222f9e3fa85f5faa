/**
 * Data sets by name: where they lie, how they are downloaded and verified, and which reader loads
 * them.
 */
package io.github.ann2snn.datasets.catalog;
