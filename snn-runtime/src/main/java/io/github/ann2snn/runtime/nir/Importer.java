package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.TextTable;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import io.github.ann2snn.runtime.nir.ShortcutWeights.Form;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program that reads NIR files, and what it makes of what a network has; the table {@code
 * importers.txt} says so of each, and how that was found.
 *
 * @param title its name
 * @param version release or branch, and commit, of the source that was read
 * @param simulates whether it runs what it reads, or only loads it and checks its types
 * @param findings what it makes of features; of those that are not keys, what is meant
 */
public record Importer(
    String title, String version, boolean simulates, Map<Feature, Finding> findings) {
  private static final List<Importer> ALL = read();

  /** {@return all that are known, in the order of the table, the reference library first} */
  public static List<Importer> all() {
    return ALL;
  }

  private static List<Importer> read() {
    List<List<String>> rows = TextTable.read(Importer.class, "importers.txt");
    return rows.stream().filter(row -> row.size() == 3).map(row -> of(row, rows)).toList();
  }

  private static Importer of(List<String> program, List<List<String>> rows) {
    boolean simulates = program.get(2).equals("simulates");
    Map<Feature, Finding> findings = new EnumMap<>(Feature.class);
    for (List<String> row : rows) {
      String meant = row.get(0);
      if (row.size() == 5
          && (meant.equals("all")
              || (simulates && meant.equals("simulators"))
              || meant.equals(program.get(0)))) {
        Agreement agreement = Agreement.valueOf(row.get(2));
        findings.put(Feature.valueOf(row.get(1)), new Finding(agreement, row.get(3), row.get(4)));
      }
    }
    return new Importer(
        program.get(0), program.get(1), simulates, Collections.unmodifiableMap(findings));
  }

  /**
   * {@return what it makes of those of these features that the table has, the worst first}
   *
   * @param features of a network, as {@link Feature#of} finds them
   */
  public List<Finding> findings(Set<Feature> features) {
    return features.stream()
        .filter(findings::containsKey)
        .map(findings::get)
        .sorted(Comparator.comparing(Finding::agreement).reversed())
        .toList();
  }

  /**
   * {@return how well it reproduces such a network: as well as the worst that it makes of it;
   * {@link Agreement#REPRODUCES} where it makes nothing of any}
   *
   * @param features of a network, as {@link Feature#of} finds them
   */
  public Agreement agreement(Set<Feature> features) {
    List<Finding> found = findings(features);
    return found.isEmpty() ? Agreement.REPRODUCES : found.get(0).agreement();
  }

  /**
   * What a program makes of a feature.
   *
   * @param agreement how well it does
   * @param reason in a few words
   * @param source file of the program at the version of its {@link Importer}, where it was found
   */
  public record Finding(Agreement agreement, String reason, String source) {}

  /** How well a program reproduces a network that it reads from a file; from best to worst. */
  public enum Agreement {
    /** The same spikes, but for the order in which it adds. */
    REPRODUCES("yes"),
    /** The same neurons, some of whose spikes may differ. */
    CLOSE("nearly"),
    /** Reading its source did not settle it. */
    UNKNOWN("unknown"),
    /** Another network, which computes something else. */
    DIFFERS("no"),
    /** It does not read the file. */
    REFUSES("refuses");

    private final String word;

    Agreement(String word) {
      this.word = word;
    }

    /** {@return the word that tables have for it} */
    public String word() {
      return word;
    }
  }

  /** What a network has that programs which read its file treat differently. */
  public enum Feature {
    /** {@code IF} neurons. */
    INTEGRATE_AND_FIRE,
    /** {@code IF} neurons whose resistance is not 1. */
    RESISTANCE,
    /** {@code LIF} neurons that forget. */
    LEAKY,
    /** {@code LIF} neurons that do not ({@link NeuronKind}). */
    LEAKLESS,
    /** A leak potential that is not 0. */
    LEAK_POTENTIAL,
    /** {@code CubaLIF} neurons. */
    CURRENT_BASED,
    /** An {@code I} or {@code LI} node at the end. */
    INTEGRATOR,
    /** A spike subtracts the threshold. */
    SUBTRACTS,
    /** A spike sets the potential to 0. */
    RESETS_TO_ZERO,
    /** A spike sets the potential to another value. */
    RESETS_ELSEWHERE,
    /** Fires at {@code v >= theta}. */
    FIRES_AT_THRESHOLD,
    /** Fires at {@code v > theta}. */
    FIRES_ABOVE_THRESHOLD,
    /** The potential does not start at 0. */
    INITIAL_POTENTIAL,
    /** Spikes of -1. */
    SIGNED,
    /** Neurons of a layer have different thresholds. */
    DIFFERENT_THRESHOLDS,
    /** {@code SumPool2d}. */
    SUM_POOLING,
    /** {@code AvgPool2d}. */
    AVERAGE_POOLING,
    /** A sum over a window that is padded. */
    PADDED_SUM_POOLING,
    /** Several connections lead to neurons, so that several edges do. */
    BRANCHES,
    /** Neurons that add what has different shapes: a vector and maps. */
    DIFFERENT_SHAPES,
    /** {@code Scale}. */
    SCALE,
    /** {@code Conv1d}. */
    SERIES,
    /** {@code MaxPool2d}, which NIR has not. */
    MAX_POOLING,
    /** A bias for each position of a convolution. */
    BIAS_BY_POSITION,
    /** A convolution in groups. */
    GROUPS,
    /** A kernel, as it is written, with another height than width. */
    OBLONG_KERNEL,
    /** An image is flattened. */
    FLATTEN,
    /** Integers that saturate, and inputs that are rounded. */
    INTEGERS,
    /** Neurons feed back to themselves. */
    RECURRENT,
    /** The class is read from potentials of output neurons that fire in the file. */
    MEMBRANE_READOUT;

    /**
     * {@return those that {@code network} has}
     *
     * @param network as it is written to a file
     */
    public static Set<Feature> of(SpikingNetwork network) {
      Set<Feature> found = EnumSet.noneOf(Feature.class);
      GraphLayout layout = GraphLayout.of(network);
      add(found, layout.isOfSeries(), SERIES);
      for (int p = 0; p < network.populations().size(); p++) {
        Population population = network.populations().get(p);
        add(found, population.projections().size() > 1, BRANCHES);
        add(found, !population.gates().isEmpty(), MAX_POOLING);
        for (Projection projection : population.projections()) {
          add(found, !layout.given(projection).equals(layout.shape(p)), DIFFERENT_SHAPES);
          addProjection(found, projection, layout);
        }
        if (population.recurrent().isPresent()) {
          found.add(RECURRENT);
          addWeights(found, population.recurrent().get(), layout.shape(p), layout);
        }
        addNeurons(found, population.neurons(), network);
      }
      add(found, network.arithmetic().isInteger(), INTEGERS);
      Firing output =
          network.populations().get(network.populations().size() - 1).neurons().firing();
      boolean membrane = network.defaults().readout() == Readout.MEMBRANE;
      add(found, membrane && !output.isNever(), MEMBRANE_READOUT);
      return found;
    }

    private static void add(Set<Feature> found, boolean present, Feature feature) {
      if (present) {
        found.add(feature);
      }
    }

    private static void addProjection(
        Set<Feature> found, Projection projection, GraphLayout layout) {
      if (projection.connection() instanceof Pooled pooled) {
        boolean sum = pooled.pooling().kind() == Pooling.Kind.SUM;
        found.add(sum ? SUM_POOLING : AVERAGE_POOLING);
        add(found, sum && pooled.pooling().window().isPadded(), PADDED_SUM_POOLING);
      }
      Connection connection = GraphLayout.weighted(projection);
      List<Integer> taken = layout.taken(projection);
      Form form =
          connection instanceof OneToOne shortcut
              ? ShortcutWeights.form(shortcut, taken)
              : Form.KERNELS;
      add(found, form == Form.SCALE, SCALE);
      if (form == Form.KERNELS || form == Form.MATRIX) {
        addWeights(found, connection, taken, layout);
      }
    }

    private static void addWeights(
        Set<Feature> found, Connection connection, List<Integer> taken, GraphLayout layout) {
      if (!ShortcutWeights.hasKernels(connection, taken)) {
        add(found, taken.size() > 1, FLATTEN);
        return;
      }
      Window window =
          connection instanceof OneToOne shortcut
              ? ShortcutWeights.window(shortcut)
              : window((Convolution) connection);
      boolean oblong = window.vertical().taps() != window.horizontal().taps();
      add(found, oblong && !layout.isOfSeries(), OBLONG_KERNEL);
      add(found, connection instanceof Convolution c && c.groups() > 1, GROUPS);
      int channels = connection.outputs() / connection.outputsPerChannel();
      add(found, connection.biases() > channels, BIAS_BY_POSITION);
    }

    /** As it is written. */
    private static Window window(Convolution convolution) {
      Window window = convolution.window();
      return KernelZeros.of(convolution).map(zeros -> zeros.widened(window)).orElse(window);
    }

    private static void addNeurons(
        Set<Feature> found, NeuronModel neurons, SpikingNetwork network) {
      Firing firing = neurons.firing();
      add(found, !Values.areAll(firing.initialPotential(), 0), INITIAL_POTENTIAL);
      if (neurons instanceof CurrentBasedLeakyIntegrateAndFire filtered) {
        found.add(CURRENT_BASED);
        add(found, !Values.areAll(filtered.leakPotential(), 0), LEAK_POTENTIAL);
      }
      if (neurons instanceof LeakyIntegrateAndFire leaky) {
        add(found, !Values.areAll(leaky.leakPotential(), 0), LEAK_POTENTIAL);
      }
      if (firing.isNever()) {
        found.add(INTEGRATOR);
        return;
      }
      if (neurons instanceof LeakyIntegrateAndFire leaky) {
        found.add(NeuronKind.isLeakless(leaky, network.timestep()) ? LEAKLESS : LEAKY);
      } else if (neurons instanceof IntegrateAndFire integrating) {
        found.add(INTEGRATE_AND_FIRE);
        add(found, !Values.areAll(integrating.resistance(), 1), RESISTANCE);
      }
      add(found, firing.isSigned(), SIGNED);
      addFiring(found, firing);
    }

    private static void addFiring(Set<Feature> found, Firing firing) {
      if (firing.reset() == Reset.SUBTRACT) {
        found.add(SUBTRACTS);
      } else {
        found.add(Values.areAll(firing.resetPotential(), 0) ? RESETS_TO_ZERO : RESETS_ELSEWHERE);
      }
      boolean at = firing.rule() == FireRule.AT_THRESHOLD;
      found.add(at ? FIRES_AT_THRESHOLD : FIRES_ABOVE_THRESHOLD);
      float[] threshold = firing.threshold();
      add(found, !Values.areAll(threshold, threshold[0]), DIFFERENT_THRESHOLDS);
    }
  }
}
