// Curves of a training over its epochs.

const ALL_POINTS = 'training-batches.csv';

/** More points than these nobody reads one by one. */
const MOST_READ = 2000;

/** A thin line through the points between epochs, and what can be read of it. */
function batchLine(svg, all, x, y, key, text) {
  svg
    .append('path')
    .attr('class', 'line faint')
    .attr(
      'd',
      d3.line(
        (d) => x(d.at),
        (d) => y(d[key]),
      )(all),
    );
  const stride = Math.ceil(all.length / MOST_READ);
  return all
    .filter((d, i) => i % stride === 0)
    .map((d) => ({
      x: x(d.at),
      y: y(d[key]),
      rows: [
        [key, text(d[key])],
        ['epoch', d.epoch],
        ['batches', plain(d.done)],
      ],
    }));
}

/** A line with a dot for each epoch that has a value. */
function epochLine(svg, training, { x, y, of, i, label, text }) {
  const known = training.epochs.filter((epoch) => finite(of(epoch)));
  const at = { x: (epoch) => x(epoch.epoch), y: (epoch) => y(of(epoch)) };
  line(svg, known, { fill: color(i), pattern: dash(i) }, at);
  return known.map((epoch) => ({
    x: at.x(epoch),
    y: at.y(epoch),
    rows: [
      [label, text(of(epoch))],
      ['epoch', epoch.epoch],
    ],
  }));
}

const batchLegend = ({ epochs }) => {
  const { batchesPerPoint } = epochs[0].curve;
  return {
    label: batchesPerPoint > 1 ? `batches, means of ${plain(batchesPerPoint)}` : 'batches',
    kind: 'line',
    fill: 'var(--faint)',
  };
};

function lossChart(training) {
  const all = batchPoints(training);
  return chart({
    id: 'training-loss',
    title: 'Loss',
    about: 'What training minimises, on the samples being learned; the scale is logarithmic.',
    legend: [batchLegend(training), { label: 'epochs, means', kind: 'line', fill: color(0) }],
    values: ALL_POINTS,
    data: epochTable(training, [['loss', (epoch) => epoch.loss]]),
    draw: (frame) => {
      const x = epochScale(training, frame.width);
      const values = [...all, ...training.epochs].map(({ loss }) => loss).filter((loss) => loss > 0);
      const y = d3
        .scaleLog(
          values.length ? [d3.min(values) / 1.1, d3.max(values) * 1.1] : [0.1, 1],
          [frame.height - MARGIN.bottom, MARGIN.top],
        )
        .clamp(true);
      axes(frame, {
        x,
        y,
        xLabel: 'epochs',
        yLabel: 'loss',
        xTicks: epochTicks(x, frame.width),
        xFormat: d3.format('d'),
        yFormat: costTick(y),
      });
      return [
        ...batchLine(frame.svg, all, x, y, 'loss', plain),
        ...epochLine(frame.svg, training, { x, y, of: ({ loss }) => loss, i: 0, label: 'loss', text: plain }),
      ];
    },
  });
}

function trainedAccuracyChart(training) {
  const all = batchPoints(training);
  const shown = accuraciesOf(training);
  return chart({
    id: 'training-accuracy',
    title: 'Accuracy',
    about: 'Samples being learned are seen with the weights of the moment, others with those of the model after the epoch.',
    legend: [
      batchLegend(training),
      ...shown.map(([label], i) => ({ label, kind: 'line', fill: color(i), pattern: dash(i) })),
    ],
    values: ALL_POINTS,
    data: epochTable(
      training,
      shown.map(([label, key]) => [`${label}, %`, (epoch) => epoch[key], percentNumber]),
    ),
    draw: (frame) => {
      const x = epochScale(training, frame.width);
      const values = [...all.map((d) => d.accuracy), ...training.epochs.flatMap((epoch) => shown.map(([, key]) => epoch[key]))];
      const y = d3
        .scaleLinear(
          [Math.max(0, d3.min(values) - 0.03), Math.min(1, d3.max(values) + 0.02)],
          [frame.height - MARGIN.bottom, MARGIN.top],
        )
        .nice();
      axes(frame, {
        x,
        y,
        xLabel: 'epochs',
        yLabel: 'accuracy, %',
        xTicks: epochTicks(x, frame.width),
        xFormat: d3.format('d'),
        yFormat: percentTick,
      });
      return [
        ...batchLine(frame.svg, all, x, y, 'accuracy', (value) => percent(value)),
        ...shown.flatMap(([label, key], i) =>
          epochLine(frame.svg, training, { x, y, of: (epoch) => epoch[key], i, label, text: (value) => percent(value) }),
        ),
      ];
    },
  });
}

function rateChart(training) {
  const of = ({ learningRate }) => learningRate;
  return chart({
    id: 'training-rate',
    title: 'Learning rate',
    about: 'Of the last update of each epoch.',
    height: 220,
    data: epochTable(training, [['learning rate', of]]),
    draw: (frame) => {
      const x = epochScale(training, frame.width);
      const y = d3
        .scaleLinear([0, d3.max(training.epochs, of) * 1.1 || 1], [frame.height - MARGIN.bottom, MARGIN.top])
        .nice();
      axes(frame, {
        x,
        y,
        xLabel: 'epochs',
        yLabel: 'learning rate',
        xTicks: epochTicks(x, frame.width),
        xFormat: d3.format('d'),
        yFormat: powers,
      });
      return epochLine(frame.svg, training, { x, y, of, i: 0, label: 'learning rate', text: plain });
    },
  });
}

const TIME_PARTS = [
  ['training', ({ times }) => times.trainingSeconds],
  ['averaging, evaluation, statistics', ({ times }) => times.evaluationSeconds],
];

function timeChart(training) {
  const total = (epoch) => d3.sum(TIME_PARTS, ([, of]) => of(epoch));
  return chart({
    id: 'training-time',
    title: 'Time per epoch',
    about: `In all ${secondsText(d3.sum(training.epochs, total))}, without what was written to disks.`,
    height: 220,
    legend: TIME_PARTS.map(([label], i) => ({ label, fill: color(i) })),
    data: epochTable(
      training,
      TIME_PARTS.map(([label, of]) => [`${label}, s`, of]),
    ),
    draw: (frame) => {
      const { svg, width, height } = frame;
      const x = epochScale(training, width);
      const y = d3.scaleLinear([0, d3.max(training.epochs, total) || 1], [height - MARGIN.bottom, MARGIN.top]).nice();
      axes(frame, {
        x,
        y,
        xLabel: 'epochs',
        yLabel: 'seconds',
        xTicks: epochTicks(x, width),
        xFormat: d3.format('d'),
        yFormat: powers,
      });
      return training.epochs.flatMap((epoch) => {
        let from = 0;
        return TIME_PARTS.map(([label, of], i) => {
          const to = from + of(epoch);
          svg
            .append('rect')
            .attr('class', 'mark part')
            .attr('x', x(epoch.epoch - 0.85))
            .attr('width', x(0.7) - x(0))
            .attr('y', y(to))
            .attr('height', y(from) - y(to))
            .style('fill', color(i));
          const reading = {
            x: x(epoch.epoch - 0.5),
            y: y((from + to) / 2),
            rows: [
              [label, secondsText(of(epoch))],
              ['epoch', epoch.epoch],
            ],
          };
          from = to;
          return reading;
        });
      });
    },
  });
}
