package io.github.ann2snn.cli.run;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.Importer;
import io.github.ann2snn.runtime.nir.Importer.Agreement;
import io.github.ann2snn.runtime.nir.Importer.Feature;
import io.github.ann2snn.runtime.nir.Importer.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which programs reproduce a network from its NIR file, and which not and why. */
public final class ImporterTable {
  private ImporterTable() {}

  public static String of(SpikingNetwork network, boolean json) {
    Set<Feature> features = Feature.of(network);
    List<String> hints = hints(network, features);
    if (!json) {
      return text(features, hints);
    }
    List<ProgramPart> programs =
        Importer.all().stream().map(importer -> part(importer, features)).toList();
    return JsonDocument.text(new TablePart(programs, hints));
  }

  private static String text(Set<Feature> features, List<String> hints) {
    StringBuilder text = new StringBuilder();
    text.append(line("program", "version read", "the same?", "why"));
    for (Importer importer : Importer.all()) {
      List<Finding> findings = importer.findings(features);
      text.append(
          line(
              importer.title(),
              importer.version(),
              word(importer, features),
              findings.isEmpty() ? "" : findings.get(0).reason()));
      for (Finding finding : findings.subList(Math.min(1, findings.size()), findings.size())) {
        text.append(line("", "", "", finding.reason()));
      }
    }
    hints.forEach(hint -> text.append(hint).append('\n'));
    return text.toString();
  }

  private static String line(String program, String version, String verdict, String reason) {
    return Text.of("%-13s %-18s %-9s %s", program, version, verdict, reason).stripTrailing() + "\n";
  }

  /** The reference library only loads. */
  private static String word(Importer importer, Set<Feature> features) {
    Agreement agreement = importer.agreement(features);
    return !importer.simulates() && agreement == Agreement.REPRODUCES ? "loads" : agreement.word();
  }

  /** What a file cannot make a program do. */
  private static List<String> hints(SpikingNetwork network, Set<Feature> features) {
    List<String> hints = new ArrayList<>();
    int timesteps = network.defaults().timesteps();
    hints.add(
        network.defaults().coding() == InputCoding.CURRENT
            ? Text.of("Input: give the sample's values at every step, %d times.", timesteps)
            : Text.of(
                "Input: give spikes, %s coding, for %d steps.",
                network.defaults().coding(), timesteps));
    if (features.contains(Feature.MEMBRANE_READOUT)) {
      hints.add(
          "Output: the last neurons fire in the file; the class is that of the highest potential"
              + " plus what spikes took away.");
    }
    return hints;
  }

  private static ProgramPart part(Importer importer, Set<Feature> features) {
    return new ProgramPart(
        importer.title(),
        importer.version(),
        word(importer, features),
        importer.findings(features).stream()
            .map(found -> new FindingPart(found.agreement().word(), found.reason(), found.source()))
            .toList());
  }

  private record TablePart(List<ProgramPart> importers, List<String> hints) {}

  private record ProgramPart(
      String program, String version, String verdict, List<FindingPart> findings) {}

  private record FindingPart(String verdict, String reason, String source) {}
}
