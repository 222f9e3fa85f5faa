/** Our JSON documents: records, all written, read and refused in one way. Needs Jackson. */
package io.github.ann2snn.files.json;
