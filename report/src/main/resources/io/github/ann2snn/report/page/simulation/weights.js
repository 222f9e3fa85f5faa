// Weights before and after.

const PANEL = 150;
const HIGH = '#1f83c9';
const LOW = '#e0691a';

/** One histogram of two, above each other. */
function drawHistogram(svg, counts, { x, width, top, label, fill }) {
  const { edges, unit } = pageData.weights;
  const bottom = PANEL - MARGIN.bottom;
  const y = d3.scaleLinear([0, d3.max(counts) || 1], [bottom, MARGIN.top]).nice(3);
  const group = svg.append('g').attr('transform', `translate(0,${top})`);
  axes(
    { svg: group, width, height: PANEL },
    {
      x,
      y,
      xLabel: top > 0 ? `weight, ${unit}` : '',
      yLabel: `synapses ${label}`,
      yTicks: y.ticks(3).filter(Number.isInteger),
      yFormat: plain,
      xFormat: plain,
    },
  );
  const bars = counts.map((count, i) => ({ count, i })).filter(({ count }) => count > 0);
  group
    .selectAll('rect')
    .data(bars)
    .join('rect')
    .attr('class', 'mark')
    .attr('x', ({ i }) => x(edges[i]))
    .attr('width', ({ i }) => Math.max(1, x(edges[i + 1]) - x(edges[i]) - 0.5))
    .attr('y', ({ count }) => Math.min(y(count), bottom - 1))
    .attr('height', ({ count }) => Math.max(1, bottom - y(count)))
    .style('fill', fill);
  return bars.map(({ count, i }) => ({
    x: (x(edges[i]) + x(edges[i + 1])) / 2,
    y: top + y(count),
    rows: [
      [label, `${plain(count)} synapses`],
      ['weight', `${plain(edges[i])} to ${plain(edges[i + 1])} ${unit}`],
    ],
  }));
}

function histogramChart() {
  const { before, after, edges, unit, width: binWidth } = pageData.weights;
  return chart({
    id: 'weights',
    title: 'How many synapses have which weight',
    about: `Intervals of ${plain(binWidth)} ${unit}. Each histogram has a scale of its own.`,
    height: 2 * PANEL + 10,
    data: {
      columns: [
        { label: `from, ${unit}`, numeric: true, format: plain },
        { label: 'before', format: plain },
        { label: 'after', format: plain },
      ],
      rows: before.map((count, i) => [edges[i], count, after[i]]),
    },
    draw: ({ svg, width }) => {
      const x = d3.scaleLinear(d3.extent(edges), [MARGIN.left, width - MARGIN.right]);
      return [
        ...drawHistogram(svg, before, { x, width, top: 0, label: 'before', fill: 'var(--ann)' }),
        ...drawHistogram(svg, after, { x, width, top: PANEL + 10, label: 'after', fill: color(0) }),
      ];
    },
  });
}

/** The matrix as a picture of one pixel per synapse, from left to right and from top to bottom. */
function matrixPicture(matrix, most) {
  const canvas = h('canvas', { width: neuronCount, height: neuronCount });
  const context = canvas.getContext('2d');
  matrix.forEach((weight, cell) => {
    if (weight === null) return;
    context.globalAlpha = 0.05 + 0.95 * Math.min(1, Math.abs(weight) / most);
    context.fillStyle = weight < 0 ? LOW : HIGH;
    context.fillRect(cell % neuronCount, Math.floor(cell / neuronCount), 1, 1);
  });
  return canvas.toDataURL();
}

function matrixChart() {
  const { matrix, unit } = pageData.weights;
  const present = matrix.filter((weight) => weight !== null);
  const [low, high] = d3.extent(present);
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const strongest = (weight) => `up to ${significant(weight)} ${unit}`;
  return chart({
    id: 'matrix',
    title: 'Weights after, from whom to whom',
    about: `Rows: the neuron before the synapse; columns: the one behind it. The stronger, the fuller the colour; blank: no synapse, or a weight near 0.`,
    legend: [
      ...(high > 0 ? [{ label: strongest(high), fill: HIGH }] : []),
      ...(low < 0 ? [{ label: strongest(low), fill: LOW }] : []),
    ],
    height: (width) => Math.min(430, width),
    values: 'weights.csv',
    data: {
      columns: [
        { label: 'neuron' },
        { label: `sum of weights it sends, ${unit}`, format: plain },
        { label: `sum of weights it receives, ${unit}`, format: plain },
      ],
      rows: d3
        .range(neuronCount)
        .map((n) => [
          String(n),
          d3.sum(d3.range(neuronCount), (to) => matrix[n * neuronCount + to] ?? 0),
          d3.sum(d3.range(neuronCount), (from) => matrix[from * neuronCount + n] ?? 0),
        ]),
    },
    draw: ({ svg, width, height }) => {
      const side = Math.min(width - MARGIN.left - MARGIN.right, height - 62);
      const scale = d3.scaleLinear([-0.5, neuronCount - 0.5], [0, side]);
      const at =
        neuronCount <= 8
          ? d3.range(neuronCount)
          : scale.ticks(Math.floor(side / 60)).filter(Number.isInteger);
      const group = svg.append('g').attr('transform', `translate(${MARGIN.left},44)`);
      group.append('rect').attr('class', 'frame').attr('width', side).attr('height', side);
      group
        .append('image')
        .attr('class', 'mark')
        .attr('image-rendering', 'pixelated')
        .attr('preserveAspectRatio', 'none')
        .attr('width', side)
        .attr('height', side)
        .attr('href', matrixPicture(matrix, most));
      for (const axis of [d3.axisTop(scale), d3.axisLeft(scale)]) {
        group
          .append('g')
          .attr('class', 'axis')
          .attr('aria-hidden', 'true')
          .call(axis.tickValues(at).tickFormat(d3.format('d')).tickSizeOuter(0));
      }
      svg.append('text').attr('class', 'label').attr('x', 0).attr('y', 40).text('from');
      svg.append('text').attr('class', 'label').attr('x', MARGIN.left).attr('y', 12).text('to');
      return matrix.flatMap((weight, cell) =>
        weight === null
          ? []
          : [
              {
                x: MARGIN.left + scale(cell % neuronCount),
                y: 44 + scale(Math.floor(cell / neuronCount)),
                rows: [
                  [`${Math.floor(cell / neuronCount)} → ${cell % neuronCount}`, `${plain(weight)} ${unit}`],
                ],
              },
            ],
      );
    },
  });
}

function weightsSection() {
  if (simulation.kind !== 'stdp') return null;
  if (!(pageData.weights?.synapses > 0)) {
    return section('weights', 'Weights', missing('There are no synapses.'));
  }
  return section(
    'weights',
    'Weights',
    h(
      'div',
      { class: 'pair' },
      histogramChart(),
      pageData.weights.matrix
        ? matrixChart()
        : missing(`${plain(neuronCount)} neurons are too many for a matrix; weights.csv has all synapses.`),
    ),
  );
}
