"""A spiking network for Brian2, which runs it on the samples beside it and compares.

README.md says what is in network.npz and samples.npz, and what is exact. Run it with

    python3 brian2_network.py

It ends with 1 if Brian2 does not do what ann2snn did.
"""

import functools
import pathlib
import sys

import numpy as np
import brian2 as b2

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
    ("hidden", 2, "if", ">=", "subtract"),
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


# ---------------------------------------------------------------- the network in Brian2

b2.prefs.codegen.target = "numpy"  # needs no compiler
STEP = b2.defaultclock.dt = 1 * b2.ms  # stands for a step, whatever its length

# What a population does with its current, in the order of these lines.
INTEGRATE = {
    "if": "v += resistance * current",
    "lif": "v += step * ((leak_potential - v) + resistance * current)",
    "cubalif": """
        v += membrane_step * ((leak_potential - v) + resistance * synaptic)
        synaptic += synaptic_step * (input_weight * current - synaptic)""",
}
RESET = {
    "subtract": "v -= threshold",
    "zero": "v = reset_potential",
    # n is what was fired so far; a spike below n = 0 has another price.
    "signed": "v -= threshold * int(n >= 0) + price * int(n < 0)\nn += 1",
}
TAKE_BACK = "v += threshold * int(n > 0) + price * int(n <= 0)\nn -= 1"


def conditions(rule, reset):
    """When a population fires, and when it fires a spike of -1."""
    if reset != "signed":
        return f"v {rule} threshold", None
    plus = f"v {rule} threshold + shift * int(n < 0)"
    minus = f"-v {rule} negative_threshold + shift * int(n <= 0)"
    return plus, f"{minus} and (n > 0 or price > 0) and not ({plus})"


def neurons(name, size, model, rule, reset):
    """A population: its variables, and when in a step it integrates, fires and resets."""
    own = parameters(name)
    equations = [f"{each} : 1 (constant)" for each in own]
    equations += [f"{each} : 1" for each in ("v", "constant", "arrived", "synaptic", "n")]
    plus, minus = conditions(rule, reset) if rule else (None, None)
    group = b2.NeuronGroup(
        size,
        "\n".join(equations),
        threshold=plus,
        reset=RESET[reset] if rule else None,
        events={"minus": minus} if minus else None,
    )
    for each, values in own.items():
        setattr(group, each, values)
    step = "current = constant + arrived\n" + INTEGRATE[model] + "\narrived = 0"
    if INTEGERS and rule:
        step += f"\nv = clip(v, -{LIMIT}, {LIMIT})"
    group.run_regularly(step, when=f"integrate {name}")
    if rule:
        group.thresholder["spike"].when = f"fire {name}"
        group.resetter["spike"].when = f"reset {name}"
    if minus:
        group.run_on_event("minus", TAKE_BACK, when=f"reset {name}")
        group.thresholder["minus"].when = f"fire {name}"
    return group


def input_spikes():
    """The spikes that came in, of all samples one after the other."""
    number, step, neuron = encoded()
    times = (number * STEPS + step) * STEP
    return b2.SpikeGeneratorGroup(INPUTS, neuron, times, when=f"fire {INPUT}")


def synapses(source, target, name, connection):
    """A projection: each path is a synapse, over which a spike adds its weight at once."""
    signed = "minus" in source.events
    on_pre = {"plus": "arrived_post += weight", "minus": "arrived_post -= weight"}
    connected = b2.Synapses(
        source,
        target,
        "weight : 1 (constant)",
        on_pre=on_pre if signed else {"plus": on_pre["plus"]},
        on_event={"plus": "spike", "minus": "minus"} if signed else "spike",
    )
    sources, targets, weights = paths(connection)
    connected.connect(i=sources, j=targets)
    connected.weight = weights
    connected.plus.when = f"deliver {name}"
    if signed:
        connected.minus.when = f"deliver {name}"
    return connected


def schedule():
    """The order of a step. Spikes reach populations that come later in the same step."""
    names = [name for name, *_ in POPULATIONS]
    acts = ("integrate", "fire", "reset", "deliver")
    if DELAYS:  # nobody delivers before all have fired
        step = [f"{act} {name}" for act in acts for name in names]
    else:
        step = [f"{act} {name}" for name in names for act in acts]
    inputs = [f"fire {INPUT}", f"deliver {INPUT}"]
    return ["start", "groups", "thresholds", "synapses", "resets", *inputs, *step, "end"]


def simulate():
    """Gives, sample by sample, spike counts by population and what the class is read from."""
    groups = {name: neurons(name, *rest) for name, *rest in POPULATIONS}
    sources = dict(groups)
    if CODING != "current":
        sources[INPUT] = input_spikes()
    monitors = {
        (name, event): b2.EventMonitor(groups[name], event, record=False)
        for name in FIRING
        for event in groups[name].events
    }
    projections = [
        synapses(sources[source], groups[target], source, connection)
        for source, target, connection in PROJECTIONS
        if source in sources  # a current that is injected needs no synapses
    ]
    network = b2.Network(sources.values(), monitors.values(), projections)
    network.schedule = schedule()

    def counted():
        """Spikes so far, those of -1 taken off."""
        counts = {name: np.array(monitors[name, "spike"].count) for name in FIRING}
        for name, event in monitors:
            if event == "minus":
                counts[name] -= monitors[name, event].count
        return counts

    output = groups[OUTPUT]
    for sample in range(SAMPLES):
        for name, group in groups.items():
            group.v = numbers[name + ".initial_potential"]
            group.constant = constant(name, sample)
            group.arrived = group.synaptic = group.n = 0
        before = start = counted()
        unread = 0
        if READOUT_START > 1:
            network.run((READOUT_START - 1) * STEP)
            start, unread = counted(), np.array(output.v)
        network.run((STEPS - READOUT_START + 1) * STEP)
        end, potential = counted(), np.array(output.v)
        spikes = {name: end[name] - before[name] for name in FIRING}
        score = end[OUTPUT] - start[OUTPUT] if READOUT == "spikes" else potential - unread
        yield spikes, score, potential


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
