package io.github.ann2snn.runtime.nir.importer;

/**
 * What a program makes of a feature.
 *
 * @param verdict how well it does
 * @param reason in a few words
 * @param source file of the program at the version of its {@link Importer}, where it was found
 */
public record Finding(Verdict verdict, String reason, String source) {}
