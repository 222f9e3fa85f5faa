// What happens in each layer: norms, and neurons that never fire.

const relativeUpdate = ({ updateNorm, weightNorm }) => (weightNorm > 0 ? updateNorm / weightNorm : undefined);

/** What is drawn of layers: `[id, title, about, value, options]`. */
const LAYER_CHARTS = [
  [
    'gradients',
    'Gradient norms',
    'Euclidean norm of the gradient of the loss, a mean over a few batches of the epoch.',
    (layer) => layer.gradientNorm,
    { keys: ['gradientNorm'], yLabel: 'norm of the gradient', logarithmic: true },
  ],
  [
    'updates',
    'Updates against weights',
    'Norm of what an update changes over the norm of the weights: around a thousandth is usual.',
    relativeUpdate,
    { keys: ['updateNorm'], yLabel: 'update / weights', logarithmic: true },
  ],
  [
    'dead',
    'Dead neurons',
    'Share of the neurons, in convolutions of the channels, that give zero for all samples looked at.',
    (layer) => layer.deadShare,
    { keys: ['deadShare'], yLabel: 'dead neurons, %' },
  ],
];

function layerScale(values, logarithmic, range) {
  if (!logarithmic) return d3.scaleLinear([0, Math.max(0.01, d3.max(values) * 1.05)], range).nice();
  const positive = values.filter((value) => value > 0);
  return d3
    .scaleLog(positive.length ? [d3.min(positive) / 1.2, d3.max(positive) * 1.2] : [0.1, 1], range)
    .clamp(true);
}

function layerChart(training, [id, title, about, of, { keys, yLabel, logarithmic }]) {
  const names = layersOf(training, ...keys);
  if (names.length === 0) return null;
  const valueOf = (name) => (epoch) => of(layerIn(epoch, name));
  const text = logarithmic ? (value) => significant(value) : (value) => percent(value);
  return chart({
    id: `training-${id}`,
    title,
    about,
    legend: names.map((label, i) => ({ label, kind: 'line', fill: color(i), pattern: dash(i) })),
    data: epochTable(
      training,
      names.map((name) => [name, valueOf(name), logarithmic ? significant : percentNumber]),
    ),
    draw: (frame) => {
      const x = epochScale(training, frame.width);
      const values = names.flatMap((name) => training.epochs.map(valueOf(name)).filter(finite));
      const y = layerScale(values, logarithmic, [frame.height - MARGIN.bottom, MARGIN.top]);
      axes(frame, {
        x,
        y,
        xLabel: 'epochs',
        yLabel,
        xTicks: epochTicks(x, frame.width),
        xFormat: d3.format('d'),
        yFormat: logarithmic ? costTick(y) : percentTick,
      });
      return names.flatMap((label, i) =>
        epochLine(frame.svg, training, { x, y, of: valueOf(label), i, label, text }),
      );
    },
  });
}

const normCharts = (training) => LAYER_CHARTS.map((what) => layerChart(training, what)).filter(Boolean);
