package io.github.ann2snn.datasets.catalog;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A data set that can be had by name.
 *
 * @param name how the user names it
 * @param title its full name
 * @param citation who made it, and where it was published
 * @param folder where its files were found; empty if they are not here, or none are needed
 * @param builtIn whether the program draws it, so that no files are needed
 */
public record DatasetListing(
    String name, String title, String citation, Optional<Path> folder, boolean builtIn) {}
