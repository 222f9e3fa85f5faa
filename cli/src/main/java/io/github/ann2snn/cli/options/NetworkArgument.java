package io.github.ann2snn.cli.options;

import io.github.ann2snn.api.Evaluator;
import io.github.ann2snn.cli.options.RunOptions.OverrideOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.convert.Converter;
import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network file as its user wants it run.
 *
 * @param file a NIR file
 * @param network what it holds, with what the options override
 * @param settings likewise
 */
public record NetworkArgument(Path file, SpikingNetwork network, SimulationSettings settings) {
  /** Reads a file, and tells which rules were taken and why. */
  public static NirFile open(BaseCommand command, Path file) throws IOException {
    NirFile read = NirReader.read(file);
    read.notes().forEach(note -> command.say("%s: %s", file, note));
    return read;
  }

  /** The network of a file that is read so. */
  public static SpikingNetwork read(BaseCommand command, Path file) throws IOException {
    return open(command, file).network();
  }

  /** Reads a file likewise, and applies the options. */
  public static NetworkArgument read(
      BaseCommand command, Path file, OverrideOptions options, long seed) throws IOException {
    return of(command, file, read(command, file), options, seed);
  }

  /** Applies the options to a network that was read from a file. */
  public static NetworkArgument of(
      BaseCommand command, Path file, SpikingNetwork read, OverrideOptions options, long seed) {
    SimulationSettings settings = options.settings(command, read, seed);
    String calibrated = read.provenance().get(Converter.CALIBRATION_TIMESTEPS);
    if (calibrated != null && settings.timesteps() != read.defaults().timesteps()) {
      command.warn(
          "Notice: %s was converted for %s steps; it runs %d.",
          file, calibrated, settings.timesteps());
    }
    return new NetworkArgument(file, options.apply(command, read), settings);
  }

  /**
   * What it says of its samples.
   *
   * @param model that it is held against
   * @throws BadFileException if that says otherwise
   */
  public TakingNetwork taking(Optional<ModelArgument> model) throws BadFileException {
    Optional<String> own = Optional.ofNullable(network.provenance().get(ColumnScale.KEY));
    Optional<String> other = model.flatMap(argument -> argument.taking().columnScale());
    BadFileException.when(
        own.isPresent() && other.isPresent() && !own.equals(other),
        "%s and %s keep different scales of columns, so one was not made from the other; convert the model again",
        model.map(ModelArgument::file).orElse(null),
        file);
    return TakingNetwork.of(network.inputs(), network.outputs(), own.or(() -> other));
  }

  /** What runs it so. */
  public Evaluator evaluator() {
    return Evaluator.of(network, Optional.of(file)).withSettings(settings);
  }
}
