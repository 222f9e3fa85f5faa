/**
 * Whatever touches bytes and belongs to no format: writing beside and moving, digests, zips from
 * anywhere, random streams, and the one exception of files that cannot be used.
 */
package io.github.ann2snn.files;
