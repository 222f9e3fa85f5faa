# Made by ann2snn @version@: a run of "ann2snn simulate @kind@" as a program for Brian2 2.5,
# @title@.
"""
    python3 FILE.py                      runs, and writes the traces into FILE-brian2
    python3 FILE.py --compare FOLDER     also compares them with those that ann2snn wrote there

The files have the columns of ann2snn's. It ends with 1 if there is another spike,
#: if leaky
or a number differs by more than 1e-9 (mV, ms or nA, as the columns say).
#: end
#: if hh
or a potential differs by more than 1e-9 V, another number by more than 1e-9.
#: end
"""
import argparse
import sys
from decimal import Decimal
from pathlib import Path

sys.path.pop(0)  # the folder of this file, in which nothing is to be taken for a module
import brian2
import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, defaultclock, mV, ms, nA, prefs, run
#: if leaky
from brian2 import Mohm
#: end
#: if hh
from brian2 import cm, msiemens, uF, um
#: end
#: if traced
from brian2 import StateMonitor
#: end
#: if synapses
from brian2 import Synapses
#: end
#: if changing
from brian2 import network_operation
#: end

#: if leaky
LIMITS = {"spikes.csv": 1e-9, "potentials.csv": 1e-9, "weights.csv": 1e-9}  # ms, mV, mV or nA
#: end
#: if hh
# A spike rises by 400 mV/ms, so that what rounding does to its time is seen in the potential.
LIMITS = {"spikes.csv": 1e-9, "potentials.csv": 1e-6, "gates.csv": 1e-9}  # ms, mV, 1
#: end
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

STEPS = @steps@
DT = Decimal("@dt@")  # ms
NEURONS = @neurons@
TRACED = @traced@  # the first neurons, whose potentials are written
defaultclock.dt = float(DT) * ms

# The current into each neuron, nA.
#: if same
current = np.full(NEURONS, @first@)
#: end
#: if spread
current = @first@ + np.arange(NEURONS) * ((@last@ - @first@) / (NEURONS - 1))
current[-1] = @last@
#: end
#: if listed
current = @currents@
#: end
#: if switched


def flows(step):
    """Whether that current flows."""
#: end
#: if switched !pulsed
    return @from@ <= step < @until@


#: end
#: if switched pulsed
    return @from@ <= step < @until@ and (step - @from@) % @period@ < @width@


#: end
#: if noise !switched


#: end
#: if noise
def mix(z):
    """The last part of SplitMix64 (Steele, Lea and Flood 2014)."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def noise(step):
    """The noise of ann2snn in a step, nA: a normal deviate for each (seed, neuron, step)."""
    gamma = np.uint64(0x9E3779B97F4A7C15)
    seed = np.full(NEURONS, @seed@ % 2**64, dtype=np.uint64)
    neuron = np.arange(NEURONS, dtype=np.uint64)
    state = mix(mix(mix(seed + gamma) + neuron + gamma) + np.uint64(step))
    radius = ((mix(state + gamma) >> np.uint64(11)).astype(float) + 1) * 2.0**-53
    angle = (mix(state + gamma + gamma) >> np.uint64(11)).astype(float) * 2.0**-53
    return @noise@ * np.sqrt(-2 * np.log(radius)) * np.cos(2 * np.pi * angle)


#: end
#: if !changing

#: end
