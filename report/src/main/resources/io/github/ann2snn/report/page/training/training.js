// A training: the record that the program keeps beside the model, as `training` of a run or alone.

/** What is shown of accuracies: how it is called, and where it stands in an epoch. */
const TRAINED_ACCURACIES = [
  ['samples being learned', 'accuracy'],
  ['held-out samples', 'validationAccuracy'],
  ['test samples', 'testAccuracy'],
];
const accuraciesOf = ({ epochs }) => TRAINED_ACCURACIES.filter(([, key]) => epochs.some((epoch) => finite(epoch[key])));

/** Names of all layers of which something is known, in order. */
const layersOf = ({ epochs }, ...keys) => [
  ...new Set(
    epochs.flatMap(({ layers }) =>
      layers.filter((layer) => keys.some((key) => layer[key] !== undefined)).map((layer) => layer.name),
    ),
  ),
];
const layerIn = (epoch, name) => epoch.layers.find((layer) => layer.name === name) ?? {};

/** The points between epochs: where they stand, in epochs, and their values. */
const batchPoints = ({ epochs }) =>
  epochs.flatMap(({ epoch, batches, curve }) =>
    curve.loss.map((loss, i) => {
      const done = Math.min(batches, (i + 1) * curve.batchesPerPoint);
      return { epoch, done, at: epoch - 1 + done / batches, loss, accuracy: curve.accuracy[i] };
    }),
  );

/** Epochs on a horizontal axis, as wide as there are any; a single one still has a width. */
const epochScale = ({ epochs }, width, from = 0) =>
  d3.scaleLinear(
    [epochs[0].epoch - 1 + from, Math.max(epochs.at(-1).epoch, epochs[0].epoch + from)],
    [MARGIN.left, width - MARGIN.right],
  );
const epochTicks = (x, width) => {
  const [from, to] = x.domain().map(Math.ceil);
  const stride = Math.max(1, Math.ceil((to - from + 1) / Math.max(2, Math.floor(width / 45))));
  return d3.range(from, to + 1, stride);
};

const epochTable = (training, columns) => ({
  columns: [{ label: 'epoch', format: plain }, ...columns.map(([label, , format]) => ({ label, format: format ?? plain }))],
  rows: training.epochs.map((epoch) => [epoch.epoch, ...columns.map(([, of]) => of(epoch) ?? null)]),
});

const secondsText = (seconds) =>
  seconds < 100 ? `${significant(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

/** The parts of the page that draw a training. */
function trainingSection(run) {
  const { training } = run;
  if (!training || training.epochs.length === 0) return null;
  const first = training.epochs[0].epoch;
  return section(
    'training',
    'How it was trained',
    h(
      'p',
      {},
      `${plain(training.epochs.length)} ${training.epochs.length === 1 ? 'epoch' : 'epochs'} of ` +
        `${plain(training.epochs.at(-1).batches)} batches, by ${isolated(training.config.updater)}. ` +
        'Accuracy on the test samples is shown and was used for nothing.' +
        (first > 1 ? ` What came before epoch ${first} is not known.` : ''),
    ),
    h('div', { class: 'pair' }, lossChart(training), trainedAccuracyChart(training)),
    h('div', { class: 'pair' }, rateChart(training), timeChart(training)),
    h('div', { class: 'pair' }, ...normCharts(training)),
    histogramCharts(training),
    updateNumbers(training),
  );
}
