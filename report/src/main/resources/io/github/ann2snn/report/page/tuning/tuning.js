// The tuning of this page: its document, and what the program worked out from it.

const { tuning, fronts, names } = pageData;
const { settings, heldOut, trials } = tuning;
const choice = tuning.choice ?? null;

const settingOf = (trial) => names[trial - 1];
const dropOf = ({ counts }) => (counts.onlyAnn - counts.onlySnn) / counts.samples;
const isChosen = ({ trial, point }) =>
  choice?.trial === trial &&
  choice.point.timesteps === point.timesteps &&
  (choice.point.margin ?? null) === (point.margin ?? null);

/** When a sample stops. */
const exitText = ({ timesteps, margin }) =>
  finite(margin) ? `T = ${timesteps}, early exit at a lead of ${margin}` : `T = ${timesteps}`;

/** What a point costs: the objectives of a tuning, that of this one first. */
const COSTS = [
  { key: 'synops', field: 'synapticOperations', title: 'synaptic operations', unit: 'SynOps' },
  { key: 'energy', field: 'nanojoules', title: 'energy', unit: 'nJ' },
  { key: 'latency', field: 'meanTimesteps', title: 'mean steps', unit: 'steps' },
].sort((a, b) => (b.key === settings.objective) - (a.key === settings.objective));

const questionText = ({ objective, maxAccuracyDrop, confidence, budget }) =>
  `${objective}, at most ${plain(maxAccuracyDrop)} points lost with ${plain(100 * confidence)} % confidence, ${plain(budget)} trials at most`;
