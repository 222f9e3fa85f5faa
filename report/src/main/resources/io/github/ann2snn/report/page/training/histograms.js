// How weights and activations spread, epoch by epoch.

const HISTOGRAMS = [
  ['weights', 'Weights'],
  ['activations', 'Activations'],
];

/** The bins of a histogram: `{from, to, count, share, density}`. */
function binsOf({ from, width, counts }) {
  const all = d3.sum(counts);
  return counts
    .map((count, i) => ({
      from: from + i * width,
      to: from + (i + 1) * width,
      count,
      share: count / all,
      density: count / all / width,
    }))
    .filter(({ count }) => count > 0);
}

/** A column per epoch; the stronger the colour, the more numbers there are. */
function drawHistograms({ svg, width, height }, training, columns) {
  const x = epochScale(training, width);
  const all = columns.flatMap(({ bins }) => bins);
  const y = d3
    .scaleLinear([d3.min(all, (bin) => bin.from), d3.max(all, (bin) => bin.to)], [height - MARGIN.bottom, MARGIN.top])
    .nice();
  const strength = d3.scalePow([0, d3.max(all, (bin) => bin.density)], [0.06, 1]).exponent(0.4);
  axes(
    { svg, width, height },
    {
      x,
      y,
      xLabel: 'epochs',
      yLabel: 'value',
      xTicks: epochTicks(x, width),
      xFormat: d3.format('d'),
    },
  );
  return columns.flatMap(({ epoch, bins }) =>
    bins.map((bin) => {
      svg
        .append('rect')
        .attr('class', 'mark')
        .attr('x', x(epoch - 0.96))
        .attr('width', x(0.92) - x(0))
        .attr('y', y(bin.to))
        .attr('height', y(bin.from) - y(bin.to))
        .style('fill', color(0))
        .style('fill-opacity', strength(bin.density));
      return {
        x: x(epoch - 0.5),
        y: y((bin.from + bin.to) / 2),
        rows: [
          [`${significant(bin.from)} to ${significant(bin.to)}`, percent(bin.share)],
          ['epoch', epoch],
        ],
      };
    }),
  );
}

function histogramChart(training, name, [key, title]) {
  const columns = training.epochs
    .filter((epoch) => layerIn(epoch, name)[key])
    .map((epoch) => ({ epoch: epoch.epoch, bins: binsOf(layerIn(epoch, name)[key]) }));
  if (columns.length === 0) return null;
  const last = columns.at(-1);
  return chart({
    id: `training-${key}`,
    title: `${title} of ${isolated(name)}`,
    about: 'The stronger the colour, the more of them lie there. The table has the last epoch.',
    values: 'training-histograms.csv',
    data: {
      columns: [
        { label: 'from', format: significant },
        { label: 'to', format: significant },
        { label: 'numbers', format: plain },
        { label: 'share, %', format: percentNumber },
      ],
      rows: last.bins.map((bin) => [bin.from, bin.to, bin.count, bin.share]),
    },
    draw: (frame) => drawHistograms(frame, training, columns),
  });
}

function histogramCharts(training) {
  const names = layersOf(training, ...HISTOGRAMS.map(([key]) => key));
  const shown = (name) =>
    h('div', { class: 'pair' }, ...HISTOGRAMS.map((what) => histogramChart(training, name, what)).filter(Boolean));
  const holder = h('div', { 'aria-live': 'polite' }, shown(names[0]));
  return [
    h('h3', {}, 'Weights and activations'),
    chooser(
      'training-layer',
      'Layer',
      names.map((name, i) => [String(i), isolated(name)]),
      (value) => holder.replaceChildren(shown(names[value])),
      '0',
    ),
    holder,
  ];
}
