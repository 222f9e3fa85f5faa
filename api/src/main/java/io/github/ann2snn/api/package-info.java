/**
 * From a trained network to a spiking one and what it costs, in a program of one's own.
 *
 * <pre>{@code
 * Dataset digits = new DatasetLoader(DatasetOptions.DEFAULTS).load("digits");
 * Model model = Models.read(Path.of("model.onnx"));
 * Conversion conversion =
 *     Converter.with(ConversionSettings.automatic()).convert(model, Samples.training(digits));
 * conversion.write(Path.of("network.nir"));
 * Evaluation evaluation = Evaluator.of(conversion.network()).run(Samples.test(digits));
 * System.out.println(evaluation.verdict());
 * Report.of(model, conversion, evaluation).write(Path.of("report.html"));
 * }</pre>
 *
 * <p>Beside that, {@link io.github.ann2snn.api.Explainer} tells where a network loses accuracy, and
 * {@link io.github.ann2snn.api.Tuner} searches the cheapest setting that loses little:
 *
 * <pre>{@code
 * Tuning tuning =
 *     Tuner.with(TuningOptions.within(0.5))
 *         .tune(model, Samples.training(digits), Samples.test(digits));
 * System.out.println(tuning.text());
 * }</pre>
 *
 * <p>Samples come from a data set ({@link io.github.ann2snn.datasets}), from arrays or a stream
 * ({@link io.github.ann2snn.datasets.Samples}); models from a file of any format that is read
 * ({@link io.github.ann2snn.api.Models}) or from a graph in memory. What Deeplearning4j has in
 * memory, the module {@code train} gives ({@code io.github.ann2snn.train.Networks}), and what it
 * makes of one of its zips, the module {@code interop} ({@code
 * io.github.ann2snn.interop.Dl4jFramework}, for {@link
 * io.github.ann2snn.api.Converter#withFramework(java.util.Optional)}); nothing here needs that
 * framework.
 *
 * <p>Everything is immutable and may be used by several threads at once; a method that is named
 * {@code with...} gives another object. Work that takes long uses as many threads as it is told,
 * and its result does not depend on them; it tells a {@link
 * io.github.ann2snn.runtime.evaluation.Progress} how it gets on, and ends with an {@link
 * java.lang.InterruptedException} soon after its thread is interrupted, without leaving a thread
 * behind. Nothing is printed or logged, and there is no state beside these objects.
 *
 * <p>What can fail: a file that cannot be used is a {@link
 * io.github.ann2snn.files.BadFileException} (file, place, reason, remedy); a model that no equal
 * spiking network can stand for is a {@link
 * io.github.ann2snn.convert.ann.ConversionRefusedException}; an argument out of range, or samples
 * of another kind than the network takes, is an {@link java.lang.IllegalArgumentException}; samples
 * of a data set whose files are read when they are first asked for may fail with an {@link
 * java.io.UncheckedIOException}. Messages name the option of the command line; the setting of that
 * name is meant.
 */
package io.github.ann2snn.api;
