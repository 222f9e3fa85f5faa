// What the network does: spikes and operations.

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
    title: 'Firing rate of each layer',
    height: 70 + rows.length * 48,
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
        fillOf: (bar) => color(bar.key),
      }),
  });
}

function spikesChart(run) {
  const layers = hiddenLayers(run).filter((layer) => layer.spikesByTimestep);
  if (layers.length === 0) return missing(older('spikes by time step'));
  const rate = (layer) => layer.spikesByTimestep.map((spikes) => spikes / layer.neurons);
  const { timesteps } = run.results.snn;
  return chart({
    id: 'spikes',
    title: 'Firing rate at each step',
    about: 'Spikes per neuron at that step.',
    legend: layers.map((layer, i) => ({ label: layer.name, kind: 'line', fill: color(i), pattern: dash(i) })),
    data: {
      columns: [
        { label: 't', numeric: true },
        ...layers.map((layer) => ({ label: `${layer.name}, spikes`, format: plain })),
      ],
      rows: d3.range(timesteps).map((t) => [t + 1, ...layers.map((layer) => layer.spikesByTimestep[t])]),
    },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLinear([1, Math.max(2, timesteps)], [MARGIN.left, width - MARGIN.right]);
      const y = d3
        .scaleLinear(
          [0, d3.max(layers, (layer) => d3.max(rate(layer))) || 1],
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
          rate(layer),
          { fill: color(i), pattern: dash(i) },
          { x: (d, t) => x(t + 1), y: (d) => y(d) },
        );
        return rate(layer).map((value, t) => ({
          x: x(t + 1),
          y: y(value),
          rows: [
            [layer.name, percent(value)],
            ['t', t + 1],
          ],
        }));
      });
    },
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

const activitySection = (run) =>
  section(
    'activity',
    'Activity',
    h('div', { class: 'pair' }, ratesChart(run), spikesChart(run)),
    operationsTable(run),
  );
