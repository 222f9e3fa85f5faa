// Accuracy after every step.

const stepsOf = (run) => d3.range(1, accuracyAt(run).length + 1);
const mostSteps = () => d3.max(runs, (run) => accuracyAt(run).length);
const runLegend = () =>
  runs.map((run) => ({
    label: several ? run.name : 'spiking network',
    kind: 'line',
    fill: run.fill,
    pattern: run.pattern,
  }));
const withAnn = () => runs.filter(annOf);

function drawAccuracy({ svg, width, height }) {
  const all = runs.flatMap((run) => [...accuracyAt(run), annOf(run)?.accuracy ?? 1]);
  const x = d3.scaleLinear([1, Math.max(2, mostSteps())], [MARGIN.left, width - MARGIN.right]);
  const y = d3
    .scaleLinear(
      [Math.max(0, d3.min(all) - 0.05), Math.min(1, d3.max(all) + 0.02)],
      [height - MARGIN.bottom, MARGIN.top],
    )
    .nice();
  axes(
    { svg, width, height },
    {
      x,
      y,
      xLabel: 'time steps',
      yLabel: 'accuracy, %',
      xTicks: stepTicks(mostSteps(), width),
      xFormat: d3.format('d'),
      yFormat: percentTick,
    },
  );
  const readings = [];
  for (const run of runs) {
    const bands = run.results.snn.accuracyIntervalByTimestep;
    if (bands) {
      svg
        .append('path')
        .attr('class', 'band')
        .style('fill', run.fill)
        .attr(
          'd',
          d3.area(
            (d, i) => x(i + 1),
            (d) => y(d[0]),
            (d) => y(d[1]),
          )(bands),
        );
    }
    if (annOf(run)) {
      svg
        .append('line')
        .attr('class', 'ann-line')
        .attr('x1', x(1))
        .attr('x2', width - MARGIN.right)
        .attr('y1', y(annOf(run).accuracy))
        .attr('y2', y(annOf(run).accuracy))
        .style('stroke', several ? run.fill : null);
    }
    line(svg, accuracyAt(run), run, { x: (d, i) => x(i + 1), y: (d) => y(d) });
    accuracyAt(run).forEach((value, i) =>
      readings.push({
        x: x(i + 1),
        y: y(value),
        rows: [
          [several ? run.name : 'accuracy', percent(value)],
          ['t', i + 1],
          ...(bands ? [['95 %', interval(bands[i])]] : []),
        ],
      }),
    );
  }
  return readings;
}

function accuracyTable() {
  const columns = several ? [{ label: 'run' }] : [];
  columns.push(
    { label: 't', numeric: true },
    { label: 'accuracy, %', format: percentNumber },
    { label: 'interval from, %', format: percentNumber },
    { label: 'to, %', format: percentNumber },
    { label: 'less the ANN, points', numeric: true },
  );
  const rows = runs.flatMap((run) =>
    accuracyAt(run).map((value, i) => [
      ...(several ? [run.name] : []),
      i + 1,
      value,
      ...(run.results.snn.accuracyIntervalByTimestep?.[i] ?? [null, null]),
      annOf(run) ? points(value - annOf(run).accuracy) : null,
    ]),
  );
  return { columns, rows };
}

/** Differences within this are drawn, in fractions; others are clipped. */
const NEAR = 0.01;

function drawDifference({ svg, width, height }) {
  const shown = withAnn();
  const lowest = Math.max(
    -NEAR,
    Math.min(
      -0.0075,
      d3.min(shown, (run) => d3.min(accuracyAt(run)) - annOf(run).accuracy),
    ),
  );
  const highest = Math.min(
    NEAR,
    Math.max(
      0.0025,
      d3.max(shown, (run) => d3.max(accuracyAt(run)) - annOf(run).accuracy),
    ),
  );
  const x = d3.scaleLinear([1, Math.max(2, mostSteps())], [MARGIN.left, width - MARGIN.right]);
  const y = d3.scaleLinear([lowest, highest], [height - MARGIN.bottom, MARGIN.top]).nice();
  axes(
    { svg, width, height },
    {
      x,
      y,
      xLabel: 'time steps',
      yLabel: 'SNN less ANN, percentage points',
      xTicks: stepTicks(mostSteps(), width),
      xFormat: d3.format('d'),
      yFormat: (value) => points(value),
    },
  );
  svg
    .append('rect')
    .attr('class', 'tolerance')
    .attr('x', x(1))
    .attr('width', width - MARGIN.right - x(1))
    .attr('y', y(-0.001))
    .attr('height', y(-0.005) - y(-0.001));
  for (const [level, text] of [
    [0, 'ANN'],
    [-0.001, '−0.1'],
    [-0.005, '−0.5'],
  ]) {
    svg
      .append('line')
      .attr('class', level === 0 ? 'ann-line' : 'threshold')
      .attr('x1', x(1))
      .attr('x2', width - MARGIN.right)
      .attr('y1', y(level))
      .attr('y2', y(level));
    svg
      .append('text')
      .attr('class', 'note halo')
      .attr('x', x(1) + 4)
      .attr('y', y(level) + (level === 0 ? -5 : 13))
      .text(text);
  }
  const readings = [];
  for (const run of shown) {
    const near = accuracyAt(run)
      .map((value, i) => ({ t: i + 1, difference: value - annOf(run).accuracy }))
      .filter((d) => d.difference >= lowest && d.difference <= highest);
    line(svg, near, run, { x: (d) => x(d.t), y: (d) => y(d.difference) });
    near.forEach((d) =>
      readings.push({
        x: x(d.t),
        y: y(d.difference),
        rows: [
          [several ? run.name : 'difference', `${points(d.difference)} points`],
          ['t', d.t],
        ],
      }),
    );
  }
  return readings;
}

function accuracySection() {
  const ann = withAnn();
  const legend = [
    ...runLegend(),
    ...(runs.some((run) => run.results.snn.accuracyIntervalByTimestep)
      ? [{ label: 'Wilson 95 % interval', kind: 'band', fill: color(0) }]
      : []),
    ...(ann.length ? [annLegend(several ? 'ANN of the run with the same colour' : 'ANN')] : []),
  ];
  const overview = chart({
    id: 'accuracy',
    title: 'Accuracy after each time step',
    legend,
    draw: drawAccuracy,
    data: accuracyTable(),
    about: 'A prediction exists at every step, so one simulation gives the whole curve.',
  });
  if (ann.length === 0) return section('accuracy', 'Accuracy over time', overview, missing(noAnn));
  const near = chart({
    id: 'difference',
    title: 'Difference from the ANN',
    legend: [...runLegend(), annLegend('ANN')],
    draw: drawDifference,
    about: `Enlarged: steps within ${100 * NEAR} point of the ANN. The shaded band lies 0.1 to 0.5 points below it.`,
    data: {
      columns: [
        ...(several ? [{ label: 'run' }] : []),
        { label: 't', numeric: true },
        { label: 'SNN less ANN, points', numeric: true },
      ],
      rows: ann.flatMap((run) =>
        accuracyAt(run).map((value, i) => [
          ...(several ? [run.name] : []),
          i + 1,
          points(value - annOf(run).accuracy),
        ]),
      ),
    },
  });
  return section('accuracy', 'Accuracy over time', h('div', { class: 'pair' }, overview, near));
}
