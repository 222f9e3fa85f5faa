package io.github.ann2snn.cli.brian2;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyMethod;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleySimulation;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane.RefractoryInput;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.report.simulation.Drive;
import io.github.ann2snn.report.simulation.HodgkinHuxleyRecording;
import io.github.ann2snn.report.simulation.LeakyRecording;
import io.github.ann2snn.report.simulation.Switching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of {@code simulate} as a Python program that makes the same run in Brian2 (Stimberg, Brette
 * and Goodman, eLife 8, 2019; version 2.5), writes its traces with the columns of ours, and
 * compares the two.
 *
 * <p>Both compute with the same formulas in double precision, in other units, so that they differ
 * by rounding. Noise is drawn again: it is a function of seed, neuron and step.
 */
public final class Brian2Program {
  /** How the name of a program ends. */
  public static final String SUFFIX = ".py";

  static final String CURRENTS = "currents";
  static final String SYNAPSES = "synapses";

  private final String text;
  private final List<NumberTable> tables;

  private Brian2Program(String text, List<NumberTable> tables) {
    this.text = text;
    this.tables = List.copyOf(tables);
  }

  /** A run of leaky neurons, with synapses if they have any. */
  public static Brian2Program of(LeakyRecording recording) {
    LeakyMembrane membrane = recording.network().membrane();
    Refusal.when(
        membrane.refractoryInput() != RefractoryInput.IGNORED,
        "jumps into refractory neurons are kept, expected lost: Brian2's (unless refractory)");
    List<NumberTable> tables = new ArrayList<>();
    Template template = new Template();
    drive(recording.drive(), recording.steps(), template, tables);
    template
        .word("leaky", true)
        .put("kind", recording.network().groups().isEmpty() ? "lif" : "stdp");
    traces(recording.traces(), recording.drive(), template);
    template
        .put("tau", membrane.tauMs())
        .put("rest", membrane.restMv())
        .put("resistance", membrane.resistanceMegohm())
        .put("threshold", membrane.thresholdMv())
        .put("reset", membrane.resetMv())
        .put("refractory", membrane.refractoryMs());
    recording.network().groups().stream()
        .filter(group -> group.pairs().count() > 0)
        .map(group -> new Brian2Synapses(group, recording.drive().neurons()))
        .forEach(synapses -> synapses.describe(template).ifPresent(tables::add));
    return new Brian2Program(template.fill(List.of("start.py", "leaky.py", "end.py")), tables);
  }

  /** A run of membranes of Hodgkin and Huxley. */
  public static Brian2Program of(HodgkinHuxleyRecording recording) {
    HodgkinHuxleySimulation simulation = recording.simulation();
    HodgkinHuxley membrane = simulation.membrane();
    HodgkinHuxleyState rest = membrane.rest();
    List<NumberTable> tables = new ArrayList<>();
    Template template = new Template();
    drive(recording.drive(), recording.steps(), template, tables);
    traces(recording.traces(), recording.drive(), template);
    template
        .word("hh", true)
        .put("kind", "hh")
        .put("method", simulation.method())
        .put("brianMethod", brian(simulation.method()))
        .put("level", HodgkinHuxleySimulation.SPIKE_LEVEL)
        .put("area", simulation.area().squareMicrometres())
        .put("capacitance", membrane.capacitance())
        .put("gNa", membrane.sodiumConductance())
        .put("gK", membrane.potassiumConductance())
        .put("gL", membrane.leakConductance())
        .put("eNa", membrane.sodiumReversal())
        .put("eK", membrane.potassiumReversal())
        .put("eL", membrane.leakReversal())
        .put("rest", rest.v())
        .put("m", rest.m())
        .put("h", rest.h())
        .put("n", rest.n());
    return new Brian2Program(
        template.fill(List.of("start.py", "hodgkin_huxley.py", "end.py")), tables);
  }

  private static String brian(HodgkinHuxleyMethod method) {
    return switch (method) {
      case RUNGE_KUTTA_4 -> "rk4";
      case EXPONENTIAL_EULER -> "exponential_euler";
    };
  }

  private static void traces(int traces, Drive drive, Template template) {
    int traced = Math.min(traces, drive.neurons());
    template.word("traced", traced > 0).put("traced", traced);
  }

  private static void drive(
      Drive drive, QuantitySteps steps, Template template, List<NumberTable> tables) {
    template
        .put("version", Version.current())
        .put(
            "title",
            Text.printable(
                Text.of(
                    "%,d %s at %s",
                    drive.neurons(), drive.neurons() == 1 ? "neuron" : "neurons", drive)))
        .put("steps", steps.steps())
        .put("dt", steps.dt().exactlyIn(Unit.MILLISECOND).stripTrailingZeros().toPlainString())
        .put("neurons", drive.neurons());
    constant(drive.constant(), template, tables);
    boolean switched = !drive.switching().always();
    Switching.Plan plan = drive.switching().plan(steps);
    template
        .word("switched", switched)
        .word("pulsed", plan.width() < plan.period())
        .word("noise", drive.isNoisy())
        .word("changing", switched || drive.isNoisy())
        .put(
            "now",
            "current"
                + (switched ? " * flows(step)" : "")
                + (drive.isNoisy() ? " + noise(step)" : ""))
        .put("from", plan.from())
        .put("until", Math.min(plan.until(), plan.run()))
        .put("period", plan.period())
        .put("width", plan.width())
        .put("noise", drive.noise().in(Unit.NANOAMPERE))
        .put("seed", drive.seed());
  }

  private static void constant(
      Drive.Constant constant, Template template, List<NumberTable> tables) {
    double first = constant.from().in(Unit.NANOAMPERE);
    double last = constant.to().in(Unit.NANOAMPERE);
    boolean listed = constant instanceof Drive.Listed;
    boolean spread = !listed && constant.neurons() > 1 && first != last;
    template
        .word("listed", listed)
        .word("spread", spread)
        .word("same", !listed && !spread)
        .put("first", first)
        .put("last", last);
    if (listed) {
      double[] nanoamperes = constant.nanoamperes();
      NumberTable table =
          new NumberTable(
              CURRENTS,
              "current in nA, by neuron",
              nanoamperes.length,
              n -> List.of(nanoamperes[n]));
      template.put("currents", table.expression());
      tables.add(table);
    }
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /** The files that a program may have beside itself, and itself. */
  public static List<SideFile> files(Path program) {
    return List.of(
        new SideFile(program, NumberTable.BEGINNING),
        NumberTable.file(program, CURRENTS),
        NumberTable.file(program, SYNAPSES));
  }

  /**
   * Deletes an earlier program and the files beside it, then writes these.
   *
   * @throws IOException also if one would take the place of somebody else's file; then nothing was
   *     written
   */
  public void write(Path program) throws IOException {
    List<SideFile> files = files(program);
    for (SideFile file : files) {
      file.requireOurs();
    }
    for (SideFile file : files) {
      file.delete();
    }
    for (NumberTable table : tables) {
      table.write(program);
    }
    files.get(0).write(temporary -> Files.writeString(temporary, text));
  }
}
