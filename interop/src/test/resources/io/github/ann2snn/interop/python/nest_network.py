"""A spiking network for NEST, which runs it on the samples beside it and compares.

README.md says what is in network.npz and samples.npz, and what is exact. Run it with

    python3 nest_network.py

It ends with 1 if NEST does not do what ann2snn did.
"""

import functools
import pathlib
import sys

import numpy as np
import nest

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


# ---------------------------------------------------------------- the network in NEST

STEP = 1.0  # ms, the resolution; stands for a step, whatever its length
NEVER = 1e300  # mV, more than any potential
MODELS = {"zero": "iaf_psc_delta", "subtract": "eprop_iaf"}  # None: either, as none fires


def quiet():
    """Warnings alone, as NEST 3.10 and those before take it."""
    if hasattr(nest, "VerbosityLevel"):
        nest.verbosity = nest.VerbosityLevel.WARNING
    else:
        nest.set_verbosity("M_WARNING")


def neurons(name, size, model, rule, reset):
    """A population without leak, whose potential a spike moves at once by its weight."""
    own = parameters(name)
    at = own.get("threshold", np.full(size, NEVER))
    values = {"E_L": 0.0, "C_m": 1.0, "tau_m": NEVER, "t_ref": 0.0, "V_th": at}
    if INTEGERS and rule:
        values["V_min"] = -LIMIT
    if reset == "zero":
        # NEST fires at v >= V_th: for v > V_th, the next number is the threshold.
        values["V_th"] = np.nextafter(at, np.inf) if rule == ">" else at
        values["V_reset"] = own["reset_potential"]
    return nest.Create(MODELS[reset or "subtract"], size, params=values)


def start(name, rule, reset):
    """The potential at the start of a sample."""
    own = parameters(name)
    v = own["initial_potential"]
    if rule == ">" and reset == "subtract":
        # The threshold is also what a spike takes off; so all potentials lie lower by less than
        # the distance between integers, and in other networks by next to nothing.
        return v - (0.5 if INTEGERS else own["threshold"] * 2.0**-40)
    return v


def connect(source, target, weights, delay, **rule):
    """Synapses of a delay in steps."""
    nest.Connect(source, target, syn_spec={"weight": weights, "delay": delay * STEP}, **rule)


def project(groups, source, target, connection):
    """A projection: a matrix, or path by path. A weight is what it moves the potential by."""
    weights = numbers[connection + ".weight"].astype(float)
    resistance = numbers[target + ".resistance"].astype(float)
    steps = delay(source, target)
    if weights.ndim == 2:
        weights *= resistance[:, None]
        connect(groups[source], groups[target], weights, steps, conn_spec="all_to_all")
        return
    sources, targets, weights = paths(connection)
    connect(
        np.array(groups[source].tolist())[sources],
        np.array(groups[target].tolist())[targets],
        weights * resistance[targets],
        np.full(weights.size, steps),
        conn_spec="one_to_one",
    )


def simulate():
    """Gives, sample by sample, spike counts by population and what the class is read from."""
    nest.ResetKernel()
    quiet()
    nest.resolution = STEP
    # Spikes of a clock bring what is constant, one at the first step what a potential starts at,
    # and one after the last step ends a population: what is still on its way then does nothing.
    clock, begin, end = nest.Create("spike_generator", 3)
    groups, recorders = {}, {}

    def connect_all(generator, name, weights):
        connect(generator, groups[name], weights, SHIFT[name] + 1, conn_spec="all_to_all")

    for name, size, *kind in POPULATIONS:
        groups[name] = neurons(name, size, *kind)
        connect_all(clock, name, 0.0)
        connect_all(begin, name, start(name, *kind[1:])[:, None])
        connect_all(end, name, -NEVER)
        if name in FIRING:
            recorders[name] = nest.Create("spike_recorder")
            nest.Connect(groups[name], recorders[name])
    if CODING != "current":
        groups[INPUT] = nest.Create("spike_generator", INPUTS)
    for source, target, connection in PROJECTIONS:
        if source in groups:  # a current that is injected needs no synapses
            project(groups, source, target, connection)
    constants = {name: nest.GetConnections(clock, groups[name]) for name, *_ in POPULATIONS}
    number, step, neuron = encoded() if CODING != "current" else (np.zeros(0, int),) * 3

    def counted():
        """Spikes so far."""
        counts = {}
        for name, recorder in recorders.items():
            senders = np.array(recorder.events["senders"]) - groups[name][0].global_id
            counts[name] = np.bincount(senders.astype(int), minlength=len(groups[name]))
        return counts

    for sample in range(SAMPLES):
        began = nest.biological_time
        for name, *_ in POPULATIONS:
            groups[name].V_m = 0.0
            constants[name].weight = constant(name, sample) * numbers[name + ".resistance"]
        for recorder in recorders.values():
            recorder.n_events = 0
        clock.spike_times = began + STEP * np.arange(1, STEPS + 1)
        begin.spike_times = [began + STEP]
        end.spike_times = [began + STEP * (STEPS + 1)]
        if CODING != "current":
            fired = [step[(number == sample) & (neuron == i)] for i in range(INPUTS)]
            groups[INPUT].set([{"spike_times": began + STEP * (1 + each)} for each in fired])
        # A spike of the clock at 1 acts in the step from 1 to 2, the first of a population.
        unread = STEP * (SHIFT[OUTPUT] + READOUT_START)
        nest.Simulate(unread)
        before, v = counted(), np.array(groups[OUTPUT].V_m)
        nest.Simulate(STEP * (1 + SHIFT[OUTPUT] + STEPS) - unread)
        spikes, potential = counted(), np.array(groups[OUTPUT].V_m)
        nest.Simulate(STEP)
        if READOUT == "spikes":
            yield spikes, spikes[OUTPUT] - before[OUTPUT], potential
        else:
            yield spikes, potential - (v if READOUT_START > 1 else 0), potential


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
