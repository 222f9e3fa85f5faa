// Accuracy against what it costs: every step of the simulation is one operating point.

/** Points that no other point beats: none is cheaper and at least as accurate. */
function markFront(values) {
  let best = -1;
  for (const value of d3.sort(
    values,
    (d) => d.cost,
    (d) => -d.accuracy,
  )) {
    value.front = value.accuracy > best;
    best = Math.max(best, value.accuracy);
  }
  return values;
}

/** The operating points of a run; `costs` holds what is spent up to and including each step. */
const operatingPoints = (run, costs) =>
  markFront(
    accuracyAt(run)
      .map((accuracy, i) => ({ t: i + 1, accuracy, cost: costs?.[i] }))
      .filter((d) => d.cost > 0),
  );

/** Points with room for a label: steps that are powers of two, and the last, which comes first where they would overlap. */
function labelled(values, x, y) {
  const chosen = [];
  for (const d of values.filter((v, i) => (v.t & (v.t - 1)) === 0 || i === values.length - 1).reverse()) {
    if (
      chosen.every((other) => Math.hypot(x(d.cost) - x(other.cost), y(d.accuracy) - y(other.accuracy)) > 22)
    )
      chosen.push(d);
  }
  return chosen;
}

/** Draws lines of operating points, one per run, and ANNs as marks of their own. */
function drawCost({ svg, width, height }, lines, anns, xLabel, unit) {
  const every = [...lines.flatMap((entry) => entry.values), ...anns];
  const samples = d3.max(runs, (run) => run.results.dataset.samples);
  const x = d3.scaleLog(
    [d3.min(every, (d) => d.cost) / 1.15, d3.max(every, (d) => d.cost) * 1.25],
    [MARGIN.left, width - MARGIN.right],
  );
  const y = errorScale(
    every.map((d) => d.accuracy),
    samples,
    [height - MARGIN.bottom, MARGIN.top],
  );
  axes(
    { svg, width, height },
    {
      x,
      y: y.error,
      xLabel,
      yLabel: 'accuracy, % (stretched towards 100)',
      xTicks: Math.floor(width / 110),
      xFormat: costTick(x),
      yTicks: y.ticks,
      yFormat: errorTick,
    },
  );
  const readings = [];
  for (const { run, values } of lines) {
    line(svg, values, run, { x: (d) => x(d.cost), y: (d) => y(d.accuracy), hollow: (d) => !d.front });
    if (!several) {
      svg
        .append('g')
        .selectAll('text')
        .data(labelled(values, x, y))
        .join('text')
        .attr('class', 'note halo')
        .attr('text-anchor', 'middle')
        .attr('x', (d) => x(d.cost))
        .attr('y', (d) => y(d.accuracy) - 8)
        .text((d) => (d.t === 1 ? 't = 1' : d.t));
    }
    values.forEach((d) =>
      readings.push({
        x: x(d.cost),
        y: y(d.accuracy),
        rows: [
          [several ? run.name : 'accuracy', percent(d.accuracy)],
          ['t', d.t],
          [unit, significant(d.cost, 4)],
        ],
      }),
    );
  }
  svg
    .append('g')
    .selectAll('path')
    .data(anns)
    .join('path')
    .attr('class', 'mark ann-mark')
    .style('fill', (d) => d.fill)
    .attr('transform', (d) => `translate(${x(d.cost)},${y(d.accuracy)})`)
    .attr('d', (d) => d3.symbol(d3[d.symbol], 80)());
  anns.forEach((d) =>
    readings.push({
      x: x(d.cost),
      y: y(d.accuracy),
      rows: [
        [d.label, percent(d.accuracy)],
        [unit, significant(d.cost, 4)],
      ],
    }),
  );
  return readings;
}

const costTable = (lines, anns, unit) => ({
  columns: [
    { label: several ? 'run' : 'network' },
    { label: 't', numeric: true },
    { label: 'accuracy, %', format: percentNumber },
    { label: unit, format: plain },
    { label: 'on the front' },
  ],
  rows: [
    ...lines.flatMap(({ run, values }) =>
      values.map((d) => [several ? run.name : 'SNN', d.t, d.accuracy, d.cost, d.front ? 'yes' : 'no']),
    ),
    ...anns.map((d) => [d.label, null, d.accuracy, d.cost, '']),
  ],
});

const frontLegend = () => [
  { label: 'best for its cost', kind: 'dot', fill: 'currentColor' },
  { label: 'beaten by a cheaper step', kind: 'hollow', fill: 'currentColor' },
];

function synopsChart() {
  const lines = runs
    .map((run) => ({ run, values: operatingPoints(run, run.results.snn.synapticOperationsByTimestep) }))
    .filter(({ values }) => values.length > 0);
  if (lines.length === 0)
    return missing('No synaptic operation was counted, so there is nothing to draw against.');
  return chart({
    id: 'synops',
    title: 'Accuracy against synaptic operations',
    legend: [...runLegend(), ...frontLegend()],
    about: 'Each point is a number of steps after which one could stop.',
    data: costTable(lines, [], 'SynOps per sample'),
    draw: (frame) => drawCost(frame, lines, [], 'synaptic operations per sample', 'SynOps'),
  });
}

const ANN_MARKS = ['effective', 'int8Effective', 'bitsEffective', 'dense'];

/** ANNs of the first run that has them, at their energy; quantised ones are drawn at the accuracy of the original. */
function annMarks(profile) {
  const run = withAnn().find((candidate) => energyOf(candidate, profile)?.references);
  return run
    ? ANN_MARKS.flatMap((key) => {
        const found = reference(energyOf(run, profile), key);
        return found && found.nanojoules > 0
          ? [
              {
                label: annTitle(run, found.title),
                accuracy: annOf(run).accuracy,
                cost: found.nanojoules,
                symbol: ANN_STYLES[key][0],
                fill: ANN_STYLES[key][1],
              },
            ]
          : [];
      })
    : [];
}

function energyCostChart(profile) {
  const lines = runs
    .map((run) => ({ run, values: operatingPoints(run, energyOf(run, profile)?.snnNanojoulesByTimestep) }))
    .filter(({ values }) => values.length > 0);
  if (lines.length === 0) return missing(older('energy by time step'));
  const anns = annMarks(profile);
  return chart({
    id: 'energy-cost',
    title: 'Accuracy against energy',
    data: costTable(lines, anns, 'nJ per sample'),
    legend: [
      ...runLegend(),
      ...anns.map((d) => ({ label: d.label, kind: 'dot', fill: d.fill, pattern: d.symbol })),
    ],
    about: anns.length
      ? 'Quantised ANNs are drawn at the accuracy of the original, which they reach at best.'
      : 'Each point is a number of steps after which one could stop.',
    draw: (frame) => drawCost(frame, lines, anns, 'nJ per sample', 'nJ'),
  });
}

function costSection() {
  const holder = h('div', {});
  const show = (profile) => holder.replaceChildren(energyCostChart(profile));
  const stepped = profiles.filter((profile) =>
    runs.some((run) => energyOf(run, profile)?.snnNanojoulesByTimestep),
  );
  if (profiles.length > 0) show(stepped[0] ?? profiles[0]);
  return section(
    'cost',
    'Accuracy against cost',
    stepped.length > 1 &&
      chooser('cost-profile', 'Device profile of the energy', profileOptions(stepped), show),
    h('div', { class: 'pair' }, synopsChart(), holder),
  );
}
