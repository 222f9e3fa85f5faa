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
