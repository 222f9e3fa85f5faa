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

# <<network>>

# <<arrays>>


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


# <<comparison>>
