"""A spiking network for Nengo, which runs it on the samples beside it and compares.

README.md says what is in network.npz and samples.npz, and what is exact. Run it with

    python3 nengo_network.py

It ends with 1 if Nengo does not do what ann2snn did.
"""

import functools
import pathlib
import sys

import numpy as np
import nengo

# <<network>>

# <<arrays>>


# ---------------------------------------------------------------- the network in Nengo


class Neurons(nengo.neurons.NeuronType):
    """What ann2snn has for neurons. A spike is an output of 1, or -1, in its step."""

    spiking = True
    state = {each: nengo.dists.Choice([0]) for each in ("voltage", "synaptic", "fired")}

    def __init__(self, name, model, rule, reset):
        self.own = parameters(name)
        super().__init__(initial_state={"voltage": self.own["initial_potential"]})
        self.model, self.rule, self.reset = model, rule, reset

    def gain_bias(self, max_rates, intercepts):
        """Currents reach the neurons as they are."""
        return np.ones_like(max_rates), np.zeros_like(max_rates)

    def max_rates_intercepts(self, gain, bias):
        """Asked for by Nengo; nothing here depends on them."""
        return np.ones_like(gain), np.zeros_like(gain)

    def step(self, dt, J, output, voltage, synaptic, fired):
        """Integrates the currents J, fires and resets."""
        self.integrate(J, voltage, synaptic)
        output[:] = 0
        if not self.rule:
            return
        if INTEGERS:
            np.clip(voltage, -LIMIT, LIMIT, out=voltage)
        if self.reset == "signed":
            self.fire_signed(output, voltage, fired)
            return
        output[:] = self.fires(voltage, self.own["threshold"])
        if self.reset == "zero":
            voltage[output > 0] = self.own["reset_potential"][output > 0]
        else:
            voltage -= output * self.own["threshold"]

    def integrate(self, current, v, synaptic):
        own = self.own
        if self.model == "if":
            v += own["resistance"] * current
        elif self.model == "lif":
            v += own["step"] * ((own["leak_potential"] - v) + own["resistance"] * current)
        else:  # cubalif
            driven = own["leak_potential"] - v + own["resistance"] * synaptic
            v += own["membrane_step"] * driven
            synaptic += own["synaptic_step"] * (own["input_weight"] * current - synaptic)

    def fires(self, v, threshold):
        return v >= threshold if self.rule == ">=" else v > threshold

    def fire_signed(self, output, v, n):
        """n is what was fired so far; a spike below n = 0 has another price."""
        own = self.own
        threshold, price, shift = own["threshold"], own["price"], own["shift"]
        plus = self.fires(v, threshold + shift * (n < 0))
        minus = self.fires(-v, own["negative_threshold"] + shift * (n <= 0))
        minus &= ((n > 0) | (price > 0)) & ~plus
        v -= plus * np.where(n >= 0, threshold, price)
        v += minus * np.where(n > 0, threshold, price)
        output[:] = 1.0 * plus - minus
        n += output


def transform(connection, sources, targets):
    """A matrix as it is, other projections as a sparse one."""
    weights = numbers[connection + ".weight"].astype(float)
    if weights.ndim == 2:
        return weights
    source, target, weight = paths(connection)
    indices = np.stack((target, source), axis=1)
    return nengo.Sparse((targets, sources), init=weight, indices=indices)


def simulate():
    """Gives, sample by sample, spike counts by population and what the class is read from."""
    shown = {name: np.zeros((STEPS, size)) for name, size, *_ in POPULATIONS}  # what nodes give
    shown[INPUT] = np.zeros((STEPS, INPUTS))

    def node(name):
        return nengo.Node(lambda t: shown[name][min(STEPS, round(t)) - 1], label=name)

    ensembles, probes = {}, {}
    sizes = {name: size for name, size, *_ in POPULATIONS}
    with nengo.Network(seed=0) as network:
        for name, size, *kind in POPULATIONS:
            neurons = Neurons(name, *kind)
            ensemble = nengo.Ensemble(size, 1, neuron_type=neurons, eval_points=[[0]], label=name)
            nengo.Connection(node(name), ensemble.neurons, synapse=None)
            ensembles[name] = ensemble.neurons
        if CODING != "current":
            ensembles[INPUT], sizes[INPUT] = node(INPUT), INPUTS
        for source, target, connection in PROJECTIONS:
            if source in ensembles:  # a current that is injected needs no projection
                # None is the same step; a filter of time constant 0 hands on one step later.
                late = source == target or (DELAYS and source != INPUT)
                nengo.Connection(
                    ensembles[source],
                    ensembles[target],
                    transform=transform(connection, sizes[source], sizes[target]),
                    synapse=0 if late else None,
                )
        probes = {name: nengo.Probe(ensembles[name]) for name in FIRING}
        potential = nengo.Probe(ensembles[OUTPUT], "voltage")
    number, step, neuron = encoded() if CODING != "current" else (np.zeros(0, int),) * 3
    # Nengo's optimiser would take populations of one class for one population.
    with nengo.Simulator(network, dt=1, optimize=False, progress_bar=False) as simulator:
        for sample in range(SAMPLES):
            for name, *_ in POPULATIONS:
                shown[name][:] = constant(name, sample)
            shown[INPUT][:] = 0
            shown[INPUT][step[number == sample], neuron[number == sample]] = 1
            simulator.reset()
            simulator.run_steps(STEPS, progress_bar=False)
            spikes = {name: simulator.data[probes[name]].sum(0).astype(int) for name in FIRING}
            v = simulator.data[potential]
            if READOUT == "spikes":
                score = simulator.data[probes[OUTPUT]][READOUT_START - 1 :].sum(0)
            else:
                score = v[-1] - (v[READOUT_START - 2] if READOUT_START > 1 else 0)
            yield spikes, score, v[-1]


# <<comparison>>
