package io.github.ann2snn.train.model;

/** Where a model comes from: our training, or a file of another framework. */
public sealed interface ModelOrigin permits TrainingState, ImportedFile {}
