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

# <<network>>

# <<arrays>>


# <<shifts>>


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


# <<comparison>>
