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
