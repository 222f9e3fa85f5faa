"""A spiking network for PyNN, which runs it on the samples beside it and compares.

README.md says what is in network.npz and samples.npz, and what is exact. Run it with

    python3 pynn_network.py [BACKEND]

where BACKEND is a simulator of PyNN, brian2 unless told. It ends with 1 if that does not do what
ann2snn did.
"""

import functools
import importlib
import pathlib
import sys

import numpy as np
from pyNN.parameters import Sequence

# ---------------------------------------------------------------- the network

STEPS = 4  # of a sample
CODING = "current"  # current is injected, else spikes
READOUT = "membrane"  # the class has the highest potential (membrane) or the most spikes
READOUT_START = 1  # outputs count from this step on
INTEGERS = False  # rounded currents, potentials in LIMIT
LIMIT = 16384  # potentials of integers: -LIMIT to LIMIT
DELAYS = 0  # steps from a population to the next
TOLERATED = 0.001  # share of counts that may differ
INPUT = "input"  # the name of the inputs
INPUTS = 3  # how many they are

# name, neurons, model, fires where v ... threshold, reset
POPULATIONS = [
    ("hidden", 2, "if", ">=", "zero"),
    ("output", 2, "if", None, None),
]

# from, to, name of its arrays in network.npz
PROJECTIONS = [
    ("input", "hidden", "hidden.projection0"),  # matrix
    ("hidden", "output", "output.projection0"),  # matrix
]

# ---------------------------------------------------------------- numbers of the two files

HERE = pathlib.Path(__file__).resolve().parent
numbers = dict(np.load(HERE / "network.npz"))
samples = dict(np.load(HERE / "samples.npz"))

SAMPLES = len(samples["labels"])
FIRING = [name for name, _, _, rule, _ in POPULATIONS if rule]
OUTPUT = POPULATIONS[-1][0]


def parameters(name):
    """What the neurons of a population have, one number each."""
    return {
        key[len(name) + 1 :]: numbers[key].astype(float)
        for key in numbers
        if key.startswith(name + ".") and "." not in key[len(name) + 1 :]
    }


@functools.lru_cache(maxsize=None)
def paths(connection):
    """Sources, targets and weights of all paths of a projection."""
    weights = numbers[connection + ".weight"].astype(float)
    if weights.ndim == 2:  # a matrix with a row for each target
        targets, sources = np.indices(weights.shape).reshape(2, -1)
        return sources, targets, weights.ravel()
    fan_out = numbers[connection + ".fan_out"].astype(int)  # paths of each source, in their order
    sources = np.repeat(np.arange(fan_out.size), fan_out)
    return sources, numbers[connection + ".to"].astype(int), weights


def constant(name, sample):
    """Currents that are the same at every step: biases, and inputs that are injected."""
    bias = numbers[name + ".bias"].astype(float)
    injected = np.zeros(bias.size)
    x = samples["inputs"][sample].astype(float)
    values = np.rint(256 * x) if INTEGERS else x
    for source, target, connection in PROJECTIONS:
        if CODING == "current" and source == INPUT and target == name:
            sources, targets, weights = paths(connection)
            injected += np.bincount(targets, weights * values[sources], bias.size)
    return bias + (np.floor((injected + 128) / 256) if INTEGERS else injected)


def encoded():
    """The spikes that came in where inputs are spikes: their samples, steps and neurons."""
    each = samples["input_spike_counts"].astype(int)  # of each sample, at each step
    place = np.repeat(np.arange(each.size), each.ravel())
    return place // STEPS, place % STEPS, samples["input_spikes"].astype(int)


# ---------------------------------------------------------------- delays of at least one step


def shifts():
    """How many steps after the first population each one begins, and ends.

    A spike takes at least one step. So each population begins a step after the last of those that
    lead to it, and does from there what it does without delays. With DELAYS, all begin at once.
    """
    shift = {INPUT: -1}
    for name, *_ in POPULATIONS:
        before = [shift[s] for s, target, _ in PROJECTIONS if target == name and s in shift]
        shift[name] = 0 if DELAYS else 1 + max(before)
    return shift


SHIFT = shifts()


def delay(source, target):
    """Steps from a population to another one, or to itself."""
    return max(1, SHIFT[target] - SHIFT[source])


# ---------------------------------------------------------------- the network in PyNN

BACKEND = sys.argv[1] if len(sys.argv) > 1 else "brian2"
sim = importlib.import_module("pyNN." + BACKEND)
if BACKEND == "brian2":
    importlib.import_module("brian2").prefs.codegen.target = "numpy"  # needs no compiler

TICK = 0.1  # ms, PyNN's default. A spike moves a potential two ticks later: these are a step.
TAU = TICK / 200  # of a synapse: all of its current flows within a tick
NEVER = 1e9  # mV, more than any potential


def times(step):
    """When inputs are to fire, so that this moves the populations that begin first in a step."""
    return TICK * (2 * np.asarray(step) + 1)


def steps(spike_times):
    """The steps in which neurons fired, from 0."""
    return np.rint((np.asarray(spike_times) / TICK - 3) / 2).astype(int)


def neurons(size, rule, own):
    """A population without leak, of which a weight of 1 nA moves the potential by 1 mV."""
    at = own.get("threshold", np.full(size, NEVER))
    # Simulators of PyNN differ in whether v = v_thresh fires; so no potential is there.
    between = 0.5 if INTEGERS else at * 2.0**-40
    model = sim.IF_curr_exp(
        v_rest=0.0,
        v_reset=own.get("reset_potential", np.zeros(size)),
        v_thresh=at + between if rule == ">" else at - between,
        tau_refrac=0.0,
        tau_m=1e20,
        tau_syn_E=TAU,
        tau_syn_I=TAU,
        cm=TAU,
        i_offset=0.0,
    )
    return sim.Population(size, model, initial_values={"v": 0.0})


KINDS = {"excitatory": 1, "inhibitory": -1}  # synapses, and the sign of their weights


def project(source, target, sources, targets, weights, late):
    """Path by path, those of positive and of negative weights."""
    for kind, sign in KINDS.items():
        of_kind = np.flatnonzero(sign * weights > 0)
        if of_kind.size:
            rows = zip(
                sources[of_kind].tolist(), targets[of_kind].tolist(), weights[of_kind].tolist()
            )
            delays = sim.StaticSynapse(delay=TICK * (2 * late - 1))
            connector = sim.FromListConnector(list(rows), column_names=["weight"])
            sim.Projection(source, target, connector, delays, receptor_type=kind)


def generators(size):
    """What fires at the times that it is told."""
    return sim.Population(size, sim.SpikeSourceArray(spike_times=[]))


def simulate():
    """Gives, sample by sample, spike counts by population and what the class is read from."""
    ticks = 2 * (SHIFT[OUTPUT] + STEPS) + 3
    sim.setup(timestep=TICK, min_delay=TICK, max_delay=TICK * ticks)
    # The spikes of a clock bring what is constant; another one what a potential starts at.
    clock, begin = generators(1), generators(1)
    groups, constants = {}, {}
    for name, size, model, rule, reset in POPULATIONS:
        own = parameters(name)
        group = groups[name] = neurons(size, rule, own)
        every = np.arange(size)
        project(begin, group, 0 * every, every, own["initial_potential"], SHIFT[name] + 1)
        delays = sim.StaticSynapse(weight=0.0, delay=TICK * (2 * SHIFT[name] + 1))
        constants[name] = {
            kind: sim.Projection(clock, group, sim.AllToAllConnector(), delays, receptor_type=kind)
            for kind in KINDS
        }
        if rule:
            group.record("spikes")
    groups[OUTPUT].record("v")
    if CODING != "current":
        groups[INPUT] = generators(INPUTS)
    for source, target, connection in PROJECTIONS:
        if source in groups:  # a current that is injected needs no synapses
            sources, targets, weights = paths(connection)
            weights = weights * numbers[target + ".resistance"][targets]
            late = delay(source, target)
            project(groups[source], groups[target], sources, targets, weights, late)
    number, step, neuron = encoded() if CODING != "current" else (np.zeros(0, int),) * 3
    for sample in range(SAMPLES):
        sim.reset()
        clock.set(spike_times=times(np.arange(STEPS)))
        begin.set(spike_times=times([0]))
        if CODING != "current":
            fired = [step[(number == sample) & (neuron == i)] for i in range(INPUTS)]
            groups[INPUT].set(spike_times=[Sequence(times(each)) for each in fired])
        for name, projections in constants.items():
            current = constant(name, sample) * numbers[name + ".resistance"]
            for kind, sign in KINDS.items():
                projections[kind].set(weight=sign * np.maximum(sign * current, 0)[None, :])
        sim.run(TICK * ticks)
        yield read(groups)


def read(groups):
    """What a run gave: spikes of each population in its steps, score and potential."""
    found = {name: groups[name].get_data(clear=True).segments[-1] for name in {*FIRING, OUTPUT}}
    spikes = {}
    for name in FIRING:
        fired = [steps(train.magnitude) - SHIFT[name] for train in found[name].spiketrains]
        spikes[name] = np.array([np.sum((each >= 0) & (each < STEPS)) for each in fired])
        if name == OUTPUT:
            late = [(each >= READOUT_START - 1) & (each < STEPS) for each in fired]
            score = np.array([each.sum() for each in late])
    v = found[OUTPUT].analogsignals[0].magnitude  # at each tick
    v = np.rint(v) if INTEGERS else v  # PyNN has them in volts
    potential = v[2 * (SHIFT[OUTPUT] + STEPS + 1)]
    if READOUT != "spikes":
        score = potential - (v[2 * (SHIFT[OUTPUT] + READOUT_START)] if READOUT_START > 1 else 0)
    return spikes, score, potential


# ---------------------------------------------------------------- comparison with ann2snn


def main():
    """Runs all samples, prints what was found beside what ann2snn found, and says if it is that."""
    differ = {name: 0 for name in FIRING}
    total, ours = dict(differ), dict(differ)
    equal_classes = right = right_before = 0
    print("sample label class  ours     spikes       ours  neurons that differ")
    for sample, (spikes, score, potential) in enumerate(simulate()):
        # The most of the score; of equals, the highest potential, then the first.
        found = max(range(len(score)), key=lambda c: (score[c], potential[c]))
        expected = {name: samples["spikes." + name][sample] for name in FIRING}
        different = {name: int((spikes[name] != expected[name]).sum()) for name in FIRING}
        for name in FIRING:
            differ[name] += different[name]
            total[name] += int(spikes[name].sum())
            ours[name] += int(expected[name].sum())
        label, before = int(samples["labels"][sample]), int(samples["classes"][sample])
        equal_classes += found == before
        right += found == label
        right_before += before == label
        counts = sum(map(np.sum, spikes.values())), sum(map(np.sum, expected.values()))
        print(
            f"{sample:6} {label:5} {found:5} {before:5} {counts[0]:10.0f} {counts[1]:10.0f}"
            f" {sum(different.values()):20}",
            flush=True,
        )
    print(f"\n{'population':20} neurons     spikes       ours      equal counts")
    neurons = 0
    for name, size, *_ in POPULATIONS:
        if name in FIRING:
            neurons += size * SAMPLES
            same = size * SAMPLES - differ[name]
            print(f"{name:20} {size:7} {total[name]:10} {ours[name]:10} {same:17}")
    equal = neurons - sum(differ.values())
    print(f"spike counts: {equal} of {neurons} equal ({100 * equal / max(1, neurons):.3f} %)")
    print(f"classes: {equal_classes} of {SAMPLES} equal; {right} right, ann2snn had {right_before}")
    agree = equal_classes == SAMPLES and neurons - equal <= TOLERATED * neurons
    print("AGREES" if agree else f"DIFFERS: more than {100 * TOLERATED:g} % of counts, or a class")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
