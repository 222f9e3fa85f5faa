// What the network does: spikes and operations.

/** More lines than these nobody tells apart. */
const MOST_LINES = 8;

const hiddenLayers = (run) =>
  run.results.snn.layers.filter((layer) => layer.fires ?? layer.spikesPerSample > 0);

function ratesChart(run) {
  const layers = hiddenLayers(run);
  if (layers.length === 0) return missing('No layer fires.');
  const rows = layers.map((layer, i) => ({
    label: layer.name,
    end: percent(layer.firingRate, 1),
    bars: [{ key: i, title: 'firing rate', from: 0, to: layer.firingRate, text: percent(layer.firingRate) }],
  }));
  return chart({
    id: 'rates',
    scrolled: layers.length > 3 * MOST_LINES,
    title: 'Firing rate of each layer',
    height: 70 + rows.length * (layers.length > MOST_LINES ? 34 : 48),
    about: 'Spikes per neuron and time step, the mean over samples.',
    data: {
      columns: [
        { label: 'layer' },
        { label: 'neurons', format: plain },
        { label: 'spikes per sample', format: plain },
        { label: 'firing rate, %', format: percentNumber },
        { label: 'SynOps per sample', format: plain },
      ],
      rows: run.results.snn.layers.map((layer) => [
        layer.name,
        layer.neurons,
        layer.spikesPerSample,
        layer.firingRate,
        layer.synapticOperationsPerSample,
      ]),
    },
    draw: (frame) =>
      drawBars(frame, rows, {
        xLabel: 'spikes per neuron and step',
        most: d3.max(layers, (layer) => layer.firingRate) || 1,
        xFormat: d3.format('.0%'),
        fillOf: (bar) => color(layers.length > MOST_LINES ? 0 : bar.key),
      }),
  });
}

const rateByStep = (layer) => layer.spikesByTimestep.map((spikes) => spikes / layer.neurons);

/** A row per layer, a column per step; the stronger, the more spikes. */
function drawSpikeMap({ svg, width, height }, layers, timesteps) {
  const cells = layers.flatMap((layer, row) => rateByStep(layer).map((rate, t) => ({ layer, row, rate, t })));
  const most = d3.max(cells, (cell) => cell.rate) || 1;
  const x = d3.scaleLinear([0.5, timesteps + 0.5], [MARGIN.left, width - MARGIN.right]);
  const y = d3.scaleLinear([0, layers.length], [MARGIN.top, height - MARGIN.bottom]);
  axes(
    { svg, width, height },
    {
      x,
      y,
      xLabel: 'time steps',
      yLabel: 'layer, first to last',
      xTicks: stepTicks(timesteps, width),
      xFormat: d3.format('d'),
      yTicks: [],
    },
  );
  svg
    .append('g')
    .selectAll('rect')
    .data(cells)
    .join('rect')
    .attr('class', 'mark')
    .attr('x', (cell) => x(cell.t + 0.5))
    .attr('width', x(2) - x(1))
    .attr('y', (cell) => y(cell.row))
    .attr('height', y(1) - y(0))
    .style('fill', color(0))
    .style('fill-opacity', (cell) => 0.04 + (0.96 * cell.rate) / most);
  return cells.map(({ layer, row, rate, t }) => ({
    x: x(t + 1),
    y: y(row + 0.5),
    rows: [
      [layer.name, percent(rate)],
      ['t', t + 1],
    ],
  }));
}

function drawSpikeLines({ svg, width, height }, layers, timesteps) {
  const x = d3.scaleLinear([1, Math.max(2, timesteps)], [MARGIN.left, width - MARGIN.right]);
  const y = d3
    .scaleLinear(
      [0, d3.max(layers, (layer) => d3.max(rateByStep(layer))) || 1],
      [height - MARGIN.bottom, MARGIN.top],
    )
    .nice();
  axes(
    { svg, width, height },
    {
      x,
      y,
      xLabel: 'time steps',
      yLabel: 'spikes per neuron, %',
      xTicks: stepTicks(timesteps, width),
      xFormat: d3.format('d'),
      yFormat: percentTick,
    },
  );
  return layers.flatMap((layer, i) => {
    line(
      svg,
      rateByStep(layer),
      { fill: color(i), pattern: dash(i) },
      { x: (d, t) => x(t + 1), y: (d) => y(d) },
    );
    return rateByStep(layer).map((value, t) => ({
      x: x(t + 1),
      y: y(value),
      rows: [
        [layer.name, percent(value)],
        ['t', t + 1],
      ],
    }));
  });
}

function spikesChart(run) {
  const layers = hiddenLayers(run).filter((layer) => layer.spikesByTimestep);
  if (layers.length === 0) return missing(older('spikes by time step'));
  const { timesteps } = run.results.snn;
  const many = layers.length > MOST_LINES;
  const highest = d3.max(layers, (layer) => d3.max(rateByStep(layer)));
  return chart({
    id: 'spikes',
    title: 'Firing rate at each step',
    about: `Spikes per neuron at that step${many ? `; the stronger the colour, the more, at most ${percent(highest, 1)}` : ''}.`,
    legend: many
      ? []
      : layers.map((layer, i) => ({ label: layer.name, kind: 'line', fill: color(i), pattern: dash(i) })),
    height: many ? Math.min(640, Math.max(300, 66 + 10 * layers.length)) : 300,
    data: {
      columns: [
        { label: 't', numeric: true },
        ...layers.map((layer) => ({ label: `${layer.name}, spikes`, format: plain })),
      ],
      rows: d3.range(timesteps).map((t) => [t + 1, ...layers.map((layer) => layer.spikesByTimestep[t])]),
    },
    draw: (frame) => (many ? drawSpikeMap : drawSpikeLines)(frame, layers, timesteps),
  });
}

/** A term, with the way to its definition where there is one. */
function term(run, key, group) {
  const definitions = run.results.definitions ?? {};
  const found = [`${group}.${key}`, key].find((candidate) => definitions[candidate]);
  return found
    ? h(
        'a',
        { href: `#${encodeURIComponent(`definition-${found}`)}`, title: isolated(definitions[found]) },
        itemTitle(key),
      )
    : itemTitle(key);
}

function operationsTable(run) {
  const { operations, totals } = run.results.snn;
  if (!operations && !totals) return null;
  const rows = [
    ...Object.entries(operations ?? {}).map(([key, count]) => [term(run, key), 'ledger', count]),
    ...Object.entries(totals ?? {}).flatMap(([group, entries]) =>
      Object.entries(entries ?? {}).map(([key, value]) => [
        term(run, key, group),
        { neuroBench: 'NeuroBench', snnToolbox: 'SNN Toolbox' }[group] ?? group,
        value,
      ]),
    ),
  ];
  return h(
    'div',
    { id: 'operations' },
    h('h3', {}, 'The ledger, and the totals of others beside it'),
    table({
      caption: 'Operations per sample, the mean over samples',
      rows,
      columns: [{ label: 'operation' }, { label: 'counted by' }, { label: 'per sample', format: plain }],
    }),
  );
}

/** A drawing of the network beside the charts, or above them if it is wide; of results that tell no connections, why there is none. */
function activityCharts(run) {
  const { layers } = run.results.snn;
  const charts = [ratesChart(run), spikesChart(run)];
  const told = layers.every((layer) => layer.sources);
  if (!told || run.results.learning)
    return [
      run.results.learning ? null : missing(older('connections between layers')),
      h('div', { class: 'pair' }, charts),
    ];
  let graph;
  const drawing = guarded(() => graphChart(run, (graph = wiringOf(layers))));
  return graph && isNarrow(graph)
    ? h('div', { class: 'pair' }, drawing, h('div', {}, charts))
    : [drawing, h('div', { class: 'pair' }, charts)];
}

const activitySection = (run) => section('activity', 'Activity', activityCharts(run), operationsTable(run));
