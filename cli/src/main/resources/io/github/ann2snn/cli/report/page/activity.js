// What the network does: spikes, operations, early exit.

const hiddenLayers = (run) => run.results.snn.layers.filter((layer) => layer.fires ?? layer.spikesPerSample > 0);

function ratesChart(run) {
  const layers = hiddenLayers(run);
  if (layers.length === 0) return missing('No layer fires.');
  const rows = layers.map((layer, i) => ({ label: layer.name, end: percent(layer.firingRate, 1),
    bars: [{ key: i, title: 'firing rate', from: 0, to: layer.firingRate, text: percent(layer.firingRate) }] }));
  return chart({ id: 'rates', title: 'Firing rate of each layer', height: 70 + rows.length * 48, about: 'Spikes per neuron and time step, the mean over samples.',
    data: { columns: [{ label: 'layer' }, { label: 'neurons', format: plain }, { label: 'spikes per sample', format: plain }, { label: 'firing rate, %', format: percentNumber }, { label: 'SynOps per sample', format: plain }],
      rows: run.results.snn.layers.map((layer) => [layer.name, layer.neurons, layer.spikesPerSample, layer.firingRate, layer.synapticOperationsPerSample]) },
    draw: (frame) => drawBars(frame, rows, { xLabel: 'spikes per neuron and step', most: d3.max(layers, (layer) => layer.firingRate) || 1, xFormat: d3.format('.0%'), fillOf: (bar) => color(bar.key) }) });
}

function spikesChart(run) {
  const layers = hiddenLayers(run).filter((layer) => layer.spikesByTimestep);
  if (layers.length === 0) return missing(older('spikes by time step'));
  const rate = (layer) => layer.spikesByTimestep.map((spikes) => spikes / layer.neurons);
  const { timesteps } = run.results.snn;
  return chart({ id: 'spikes', title: 'Firing rate at each step', about: 'Spikes per neuron at that step.',
    legend: layers.map((layer, i) => ({ label: layer.name, kind: 'line', fill: color(i), pattern: dash(i) })),
    data: { columns: [{ label: 't', numeric: true }, ...layers.map((layer) => ({ label: `${layer.name}, spikes`, format: plain }))],
      rows: d3.range(timesteps).map((t) => [t + 1, ...layers.map((layer) => layer.spikesByTimestep[t])]) },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLinear([1, Math.max(2, timesteps)], [MARGIN.left, width - MARGIN.right]);
      const y = d3.scaleLinear([0, d3.max(layers, (layer) => d3.max(rate(layer))) || 1], [height - MARGIN.bottom, MARGIN.top]).nice();
      axes({ svg, width, height }, { x, y, xLabel: 'time steps', yLabel: 'spikes per neuron, %', xTicks: stepTicks(timesteps, width), xFormat: d3.format('d'), yFormat: percentTick });
      return layers.flatMap((layer, i) => {
        line(svg, rate(layer), { fill: color(i), pattern: dash(i) }, { x: (d, t) => x(t + 1), y: (d) => y(d) });
        return rate(layer).map((value, t) => ({ x: x(t + 1), y: y(value), rows: [[layer.name, percent(value)], ['t', t + 1]] }));
      });
    } });
}

/** A term, with the way to its definition where there is one. */
const term = (run, key) => (run.results.definitions?.[key]
  ? h('a', { href: `#${encodeURIComponent(`definition-${key}`)}`, title: isolated(run.results.definitions[key]) }, itemTitle(key)) : itemTitle(key));

function operationsTable(run) {
  const { operations, totals } = run.results.snn;
  if (!operations && !totals) return null;
  const rows = [...Object.entries(operations ?? {}).map(([key, count]) => [term(run, key), 'ledger', count]),
    ...Object.entries(totals ?? {}).flatMap(([group, entries]) => Object.entries(entries ?? {}).map(([key, value]) => [term(run, key), { neuroBench: 'NeuroBench', snnToolbox: 'SNN Toolbox' }[group] ?? group, value]))];
  return h('div', { id: 'operations' }, h('h3', {}, 'The ledger, and the totals of others beside it'),
    table({ caption: 'Operations per sample, the mean over samples', rows, columns: [{ label: 'operation' }, { label: 'counted by' }, { label: 'per sample', format: plain }] }));
}

function earlyExitChart(run) {
  const exit = run.results.snn.earlyExit;
  if (!exit) return null;
  const sentence = h('p', {}, `Samples that stop once their best class leads by ${plain(exit.margin)} (${isolated(exit.unit)}) take ${significant(exit.meanTimesteps)} steps in the mean, `
    + `99 % of them at most ${exit.p99Timesteps}; accuracy ${percent(exit.accuracy)} (${interval(exit.accuracyInterval)}), `
    + `the class of the full run for ${percent(exit.agreementWithFullRun)}.`);
  const counts = exit.samplesByTimesteps;
  if (!counts) return [h('h3', {}, 'Early exit'), sentence, missing(older('number of samples by step'))];
  const samples = d3.sum(counts);
  return [sentence, chart({ id: 'early-exit', title: 'When samples stop', height: 240, about: 'With early exit: the step after which a sample is decided.',
    data: { columns: [{ label: 't', numeric: true }, { label: 'samples', format: plain }, { label: 'share, %', format: percentNumber }], rows: counts.map((count, i) => [i + 1, count, count / samples]) },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleBand(d3.range(1, counts.length + 1), [MARGIN.left, width - MARGIN.right]).paddingInner(0.12);
      const y = d3.scaleLinear([0, d3.max(counts) / samples || 1], [height - MARGIN.bottom, MARGIN.top]).nice();
      axes({ svg, width, height }, { x, y, xLabel: 'time steps', yLabel: 'samples, %', xTicks: stepTicks(counts.length, width), yFormat: percentTick });
      svg.append('g').selectAll('rect').data(counts).join('rect').attr('class', 'mark').attr('x', (d, i) => x(i + 1)).attr('width', x.bandwidth())
        .attr('y', (d) => y(d / samples)).attr('height', (d) => y(0) - y(d / samples)).style('fill', color(0));
      return counts.map((count, i) => ({ x: x(i + 1) + x.bandwidth() / 2, y: y(count / samples), rows: [['t', i + 1], ['samples', grouped.format(count)], ['share', percent(count / samples, 1)]] }));
    } })];
}

const activitySection = (run) => section('activity', 'Activity', h('div', { class: 'pair' }, ratesChart(run), spikesChart(run)), operationsTable(run));
const exitSection = (run) => {
  const content = earlyExitChart(run);
  return content && section('exit', 'Early exit', content);
};

/** Rates against activations, layer by layer. */
function fidelityChart(run, part, i) {
  const most = Math.max(1, d3.max(part.points, ([activation]) => activation) ?? 1);
  return chart({ id: `activations-${i}`, title: `Layer ${isolated(shortened(part.layer, 40))}`, height: (width) => Math.min(340, width),
    about: `Correlation ${finite(part.correlation) ? part.correlation.toFixed(4) : '–'} over ${plain(part.samples)} samples × ${plain(part.neurons)} neurons; ${part.points.length} of these points are drawn.`,
    data: { columns: [{ label: 'activation / λ', format: plain }, { label: 'spike rate', format: plain }], rows: part.points },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLinear([0, most], [MARGIN.left, width - MARGIN.right]).nice();
      const y = d3.scaleLinear([0, 1], [height - MARGIN.bottom, MARGIN.top]);
      axes({ svg, width, height }, { x, y, xLabel: 'ANN activation / λ', yLabel: 'spikes per step' });
      svg.append('line').attr('class', 'ann-line').attr('x1', x(0)).attr('y1', y(0)).attr('x2', x(1)).attr('y2', y(1));
      svg.append('g').selectAll('circle').data(part.points).join('circle').attr('class', 'mark dot').attr('r', 2.5)
        .attr('cx', ([a]) => x(a)).attr('cy', ([, rate]) => y(rate)).style('fill', color(i));
      return part.points.map(([a, rate]) => ({ x: x(a), y: y(rate), rows: [['activation / λ', plain(a)], ['spike rate', plain(rate)]] }));
    } });
}

function fidelitySection(run) {
  const parts = run.results.comparison?.activations;
  if (!parts?.length) return section('fidelity', 'Spike rates against activations', missing(annOf(run) ? older('activations') : noAnn));
  return section('fidelity', 'Spike rates against activations',
    h('p', {}, 'A perfect conversion puts every point on the dashed line: a neuron that is active at a fraction of λ fires in that fraction of the steps.'),
    h('div', { class: 'pair' }, parts.map((part, i) => fidelityChart(run, part, i))));
}
