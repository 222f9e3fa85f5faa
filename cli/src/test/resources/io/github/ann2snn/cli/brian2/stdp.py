# Made by ann2snn VERSION: a run of "ann2snn simulate stdp" as a program for Brian2 2.5,
# 4 neurons at 2.1nA ... 4nA.
"""
    python3 FILE.py                      runs, and writes the traces into FILE-brian2
    python3 FILE.py --compare FOLDER     also compares them with those that ann2snn wrote there

The files have the columns of ann2snn's. It ends with 1 if there is another spike,
or a number differs by more than 1e-9 (mV, ms or nA, as the columns say).
"""
import argparse
import sys
from decimal import Decimal
from pathlib import Path

sys.path.pop(0)  # the folder of this file, in which nothing is to be taken for a module
import brian2
import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, defaultclock, mV, ms, nA, prefs, run
from brian2 import Mohm
from brian2 import StateMonitor
from brian2 import Synapses

LIMITS = {"spikes.csv": 1e-9, "potentials.csv": 1e-9, "weights.csv": 1e-9}  # ms, mV, mV or nA
as_written = argparse.RawDescriptionHelpFormatter
parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix("").name + "-brian2")
parser.add_argument("--compare", type=Path)
arguments = parser.parse_args()
if (arguments.out / "results.json").exists():
    parser.error(f"--out: {arguments.out} holds a run of ann2snn, whose traces would be lost")
if arguments.compare is not None and not (arguments.compare / "spikes.csv").exists():
    parser.error(f"--compare: {arguments.compare} has no spikes.csv; name the --out of ann2snn")

prefs.codegen.target = "numpy"  # needs no compiler

STEPS = 10000
DT = Decimal("0.1")  # ms
NEURONS = 4
TRACED = 4  # the first neurons, whose potentials are written
defaultclock.dt = float(DT) * ms

# The current into each neuron, nA.
current = 2.1 + np.arange(NEURONS) * ((4.0 - 2.1) / (NEURONS - 1))
current[-1] = 4.0

# The membrane.
tau_m = 10.0 * ms
E_L = -70.0 * mV  # at rest, and at the start
R_m = 10.0 * Mohm
v_threshold = -50.0 * mV
v_reset = -70.0 * mV
t_ref = 5.0 * ms

neurons = NeuronGroup(
    NEURONS,
    """
    dv/dt = (E_L - v + R_m * I) / tau_m : volt (unless refractory)
    I : amp
    """,
    threshold="v > v_threshold",
    reset="v = v_reset",
    refractory="t_ref",
    method="exact",
)
neurons.v = E_L
neurons.I = current * nA

# The synapses. A spike that arrives adds w to the potential behind, then the trace of the spikes
# there to w; a spike behind adds the trace of those that arrived. Traces decay.
tau_plus = 20.0 * ms
tau_minus = 20.0 * ms
A_plus = 0.01 * mV
A_minus = 0.01 * mV
w_min = -100.0 * mV
w_max = 100.0 * mV
synapses = Synapses(
    neurons,
    neurons,
    """
    w : volt
    da_plus/dt = -a_plus / tau_plus : volt (event-driven)
    da_minus/dt = -a_minus / tau_minus : volt (event-driven)
    """,
    on_pre="""
    v_post += w
    a_plus += A_plus
    w = clip(w + a_minus, w_min, w_max)
    """,
    on_post="""
    a_minus -= A_minus
    w = clip(w + a_plus, w_min, w_max)
    """,
)
synapses.connect(condition="i != j")
synapses.w = 0.02 * mV
synapses.pre.delay = 0 * defaultclock.dt
before = np.array(synapses.w / mV)

# The run. A step of Brian2 has the order of ann2snn's: record, integrate, fire, synapses, reset.
spikes = SpikeMonitor(neurons)
potentials = StateMonitor(neurons, "v", record=np.arange(TRACED))
run(STEPS * defaultclock.dt)


# The traces.
def times(steps):
    """When steps begin, ms."""
    return [float(DT * int(step)) for step in steps]


fired = times(np.rint(spikes.t / defaultclock.dt))
traces = {
    "spikes.csv": ("neuron,time_ms", sorted(zip(spikes.i, fired), key=lambda s: (s[1], s[0]))),
}
names = ",".join(["time_ms"] + [f"V_{n}_mV" for n in range(TRACED)])
rows = zip(times(range(potentials.v.shape[1])), *(potentials.v / mV))
traces["potentials.csv"] = (names, list(rows))
rows = zip(synapses.i, synapses.j, before, synapses.w / mV)
traces["weights.csv"] = ("from,to,before_mV,after_mV", list(rows))

print(f"Brian2 {brian2.__version__}: {len(fired):,} spikes in {STEPS:,} steps of {DT} ms")
arguments.out.mkdir(parents=True, exist_ok=True)
for name, (header, rows) in traces.items():
    with open(arguments.out / name, "w") as file:
        print(header, file=file)
        for row in rows:
            print(*row, sep=",", file=file)
print(f"Wrote {', '.join(traces)} to {arguments.out}")
if arguments.compare is None:
    sys.exit()


def by_neuron(rows):
    """Spikes by neuron, so that the order of those at the same time is no matter."""
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


agree = True
for name, (header, rows) in traces.items():
    if not (arguments.compare / name).exists():
        agree = False
        print(f"{name}: not in {arguments.compare}")
        continue
    lines = (arguments.compare / name).read_text().splitlines()
    shape = (-1, len(header.split(",")))
    theirs = np.array([line.split(",") for line in lines[1:]], dtype=float).reshape(shape)
    mine = np.array(rows, dtype=float).reshape(shape)
    if lines[0] != header or mine.shape != theirs.shape:
        agree = False
        print(f"{name}: {len(theirs):,} rows of ann2snn, {len(mine):,} of Brian2")
        continue
    if name == "spikes.csv":
        mine, theirs = by_neuron(mine), by_neuron(theirs)
    difference = np.abs(mine - theirs).max(initial=0)
    agree = agree and difference <= LIMITS[name]
    print(f"{name}: {len(mine):,} rows each; largest difference {difference:.2g}")
print("The same run." if agree else "Another run: see LIMITS.")
sys.exit(0 if agree else 1)
