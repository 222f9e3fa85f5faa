#: if changing


@network_operation(when="start")
def inject(t):
    """The current of a step."""
    step = round(t / defaultclock.dt)
    neurons.I = (@now@) * nA


#: end
#: if !changing

#: end
# The run. A step of Brian2 has the order of ann2snn's: record, integrate, fire, synapses, reset.
#: if leaky
spikes = SpikeMonitor(neurons)
#: end
#: if hh
spikes = SpikeMonitor(neurons, variables=["v_before", "v"])
#: end
#: if traced
potentials = StateMonitor(neurons, "v", record=np.arange(TRACED))
#: end
#: if traced hh
gates = StateMonitor(neurons, ["m", "h", "n"], record=[0])
#: end
run(STEPS * defaultclock.dt)
#: if traced hh
potentials.record_single_timestep()  # the end belongs to it
gates.record_single_timestep()
#: end


# The traces.
def times(steps):
    """When steps begin, ms."""
    return [float(DT * int(step)) for step in steps]


#: if leaky
fired = times(np.rint(spikes.t / defaultclock.dt))
#: end
#: if hh
# Between the two steps, on a straight line.
start = np.array(times(np.rint(spikes.t / defaultclock.dt)))
fired = start + float(DT) * (@level@*mV - spikes.v_before) / (spikes.v - spikes.v_before)
#: end
traces = {
    "spikes.csv": ("neuron,time_ms", sorted(zip(spikes.i, fired), key=lambda s: (s[1], s[0]))),
}
#: if traced
names = ",".join(["time_ms"] + [f"V_{n}_mV" for n in range(TRACED)])
rows = zip(times(range(potentials.v.shape[1])), *(potentials.v / mV))
traces["potentials.csv"] = (names, list(rows))
#: end
#: if traced hh
rows = zip(times(range(gates.m.shape[1])), gates.m[0], gates.h[0], gates.n[0])
traces["gates.csv"] = ("time_ms,m_0,h_0,n_0", list(rows))
#: end
#: if synapses
rows = zip(synapses.i, synapses.j, before, synapses.w / @unit@)
traces["weights.csv"] = ("from,to,before_@unit@,after_@unit@", list(rows))
#: end

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
