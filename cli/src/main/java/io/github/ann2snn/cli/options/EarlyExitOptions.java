package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of every command that evaluates a spiking network. */
@OptionGroup.In(OptionGroup.SIMULATION)
public final class EarlyExitOptions {
  @Option(
      names = "--early-exit",
      paramLabel = "MARGIN",
      converter = Reader.class,
      description =
          "Also report what it saves if a sample stops once its best class leads by this much: in"
              + " thresholds under membrane readout, in spikes under spike readout. auto: the"
              + " smallest margin at which at most 0.1 %% of training samples change their class.")
  public Optional<Choice> choice;

  /**
   * A choice.
   *
   * @param rule with the margin given; empty if it is to be calibrated
   */
  public record Choice(Optional<EarlyExit> rule) {}

  /** Reads a margin. */
  static final class Reader implements ITypeConverter<Choice> {
    @Override
    public Choice convert(String text) {
      if (text.equalsIgnoreCase("auto")) {
        return new Choice(Optional.empty());
      }
      try {
        return new Choice(Optional.of(new EarlyExit(Double.parseDouble(text))));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            Text.of("'%s' is neither a finite number > 0 nor auto", text));
      }
    }
  }
}
