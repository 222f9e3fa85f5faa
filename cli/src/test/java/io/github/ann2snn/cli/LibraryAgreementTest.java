package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.api.Converter;
import io.github.ann2snn.api.Evaluation;
import io.github.ann2snn.api.Evaluator;
import io.github.ann2snn.api.Explainer;
import io.github.ann2snn.api.Model;
import io.github.ann2snn.api.Models;
import io.github.ann2snn.api.Report;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.interop.Dl4jFramework;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A program that uses the library gets the files that the command line writes, to the last bit. */
class LibraryAgreementTest extends CommandLineTest {
  @Test
  void digits() throws Exception {
    Path out = folder.resolve("results");
    assertEquals(
        0,
        run(
                "run",
                "--dataset",
                "digits",
                "--epochs",
                "1",
                "--architecture",
                "784-16-10",
                "--early-exit",
                "auto",
                "--max-accuracy-drop",
                "0.1",
                "--timesteps",
                "6",
                "--out",
                out.toString())
            .exitCode());
    Dataset digits = new DatasetLoader(DatasetOptions.DEFAULTS).load("digits");
    Path model = out.resolve("model.zip");
    Model read = Models.read(model);
    Conversion conversion =
        Converter.with(ConversionSettings.automatic().withTimesteps(6))
            .withFramework(Optional.of(Dl4jFramework.of(model, read.content(), read.options())))
            .convert(read, Samples.training(digits));
    Path network = folder.resolve("network.nir");
    assertEquals("Deeplearning4j", conversion.details().framework().orElseThrow().source());
    conversion.write(network);
    assertArrayEquals(Files.readAllBytes(out.resolve("network.nir")), Files.readAllBytes(network));
    Evaluation evaluation =
        Evaluator.of(conversion.network(), Optional.of(network))
            .withEarlyExit(Samples.training(digits))
            .run(Samples.test(digits));
    Report.of(read, conversion, evaluation).write(folder.resolve("report.html"));
    assertEquals(
        Files.readString(out.resolve("results.json")),
        Files.readString(folder.resolve("results.json")));
    assertEquals(
        run(
                "explain",
                model.toString(),
                network.toString(),
                "--dataset",
                "digits",
                "--samples",
                "40",
                "--json")
            .out(),
        Explainer.of(read, Evaluator.of(conversion.network(), Optional.of(network)))
            .withSamples(40)
            .explain(Samples.training(digits))
            .toJson());
  }
}
