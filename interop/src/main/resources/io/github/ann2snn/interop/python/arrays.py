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
