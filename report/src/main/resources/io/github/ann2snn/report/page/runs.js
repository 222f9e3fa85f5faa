// The runs of this report: what `ann2snn report` put into the page, untouched.

const runs = pageData.map(({ name, results, training }, i) => ({
  name,
  results,
  training,
  fill: color(i),
  pattern: dash(i),
}));
const several = runs.length > 1;

const accuracyAt = (run) => run.results.snn.accuracyByTimestep;
const annOf = (run) => run.results.ann ?? null;
const energyOf = (run, profile) => run.results.energy.find((part) => part.profile === profile);
const className = (run, index) => run.results.dataset.classes?.[index] ?? String(index);

/** All profiles that any run has, in order. */
const profiles = [...new Set(runs.flatMap((run) => run.results.energy.map((part) => part.profile)))];
const profileOptions = (shown) => shown.map((profile) => [profile, isolated(profile)]);

/** The first step from which on the spiking network stays within a number of points of the ANN; null if it never does. */
function stepWithin(run, tolerance) {
  const accuracies = accuracyAt(run);
  const needed = annOf(run).accuracy - tolerance - 1e-9;
  let first = accuracies.length;
  while (first > 0 && accuracies[first - 1] >= needed) first--;
  return first < accuracies.length ? first + 1 : null;
}

/** What an ANN would take on the same silicon; null where the file does not say. */
const reference = (part, key) => part?.references?.find((candidate) => candidate.key === key) ?? null;

/** Where there are several runs, an ANN is that of one of them. */
const annTitle = (run, title) => (several ? `${title} of ${run.name}` : title);

/** How every chart shows an ANN of a kind: `[symbol, colour]`. */
const ANN_STYLES = {
  dense: ['symbolCross', color(5)],
  effective: ['symbolDiamond', color(2)],
  int8Dense: ['symbolStar', color(6)],
  int8Effective: ['symbolSquare', color(3)],
  bitsDense: ['symbolWye', color(7)],
  bitsEffective: ['symbolTriangle', color(4)],
};

/** The item that takes most, and its share. */
function deciding(part) {
  const key = part.decidingItem ?? d3.greatest(Object.keys(part.snnItems), (item) => part.snnItems[item]);
  return key && part.snnNanojoules > 0 ? { key, share: part.snnItems[key] / part.snnNanojoules } : null;
}

const noAnnOf = (run) =>
  run.results.learning
    ? 'No ANN stands behind a network that learned by itself. ann2snn report takes several results: name those of a converted network, too.'
    : 'This results file has no ANN: ann2snn evaluate runs the spiking network alone. ann2snn compare runs both.';
const noAnn = noAnnOf(runs.find((run) => !run.results.learning) ?? runs[0]);
const older = (what) =>
  `This results file, of an older version, has no ${what}; make it again to see them here.`;
const annLegend = (label) => ({ label, kind: 'line', fill: 'var(--ann)', pattern: '1 3' });
