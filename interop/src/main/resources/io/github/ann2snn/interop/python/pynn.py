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

# <<network>>

# <<arrays>>


# <<shifts>>


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


# <<comparison>>
