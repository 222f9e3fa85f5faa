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
