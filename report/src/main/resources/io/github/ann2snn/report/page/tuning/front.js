// The Pareto fronts of accuracy and what it costs, on the samples of the search.

const CHOSEN = { kind: 'dot', fill: color(1), pattern: 'symbolDiamond' };
const FRONT = { fill: color(0), pattern: '' };

/** Points that are dearer than the dearest of the front by more than this factor are left out. */
const DEARER = 2;

/** The part of a front that is drawn: not that which loses far more than is allowed. */
function drawnPart(front) {
  const near = front.filter(({ point }) => point.accuracy >= pageData.lowest);
  return near.length > 0 ? near : front;
}

/** All points of trials that lie where a front is drawn. */
function pointsAround(front, field) {
  const lowest = d3.min(front, ({ point }) => point.accuracy);
  const most = DEARER * d3.max(front, ({ point }) => point[field]);
  return trials
    .flatMap((trial) => trial.points.map((point) => ({ trial: trial.number, point })))
    .filter(({ point }) => point[field] > 0 && point[field] <= most && point.accuracy >= lowest);
}

/** A line from side to side at an accuracy, with what it is. */
function level(svg, x, at, className, text) {
  svg
    .append('line')
    .attr('class', className)
    .attr('x1', x.range()[0])
    .attr('x2', x.range()[1])
    .attr('y1', at)
    .attr('y2', at);
  svg
    .append('text')
    .attr('class', 'note halo')
    .attr('x', x.range()[0] + 4)
    .attr('y', at + (className === 'threshold' ? 13 : -4))
    .text(text);
}

function drawFront({ svg, width, height }, { field, title, unit }, front, chosen) {
  const around = [...pointsAround(front, field), ...chosen];
  const goal = heldOut.searchAccuracy - settings.maxAccuracyDrop / 100;
  const x = d3
    .scaleLog(
      d3.extent([...front, ...around], ({ point }) => point[field]),
      [MARGIN.left + 8, width - MARGIN.right],
    )
    .nice();
  const y = errorScale(
    [...[...front, ...around].map(({ point }) => point.accuracy), heldOut.searchAccuracy],
    heldOut.searchSamples,
    [height - MARGIN.bottom, MARGIN.top],
  );
  axes(
    { svg, width, height },
    {
      x,
      y: y.error,
      xLabel: `${title}, ${unit} per sample`.replace(/, steps/, ''),
      yLabel: 'accuracy, % (stretched towards 100)',
      xTicks: Math.floor(width / 110),
      xFormat: costTick(x),
      yTicks: y.ticks,
      yFormat: errorTick,
    },
  );
  svg
    .append('g')
    .selectAll('circle')
    .data(around)
    .join('circle')
    .attr('class', 'dot')
    .attr('r', 1.8)
    .attr('cx', ({ point }) => x(point[field]))
    .attr('cy', ({ point }) => y(point.accuracy))
    .style('fill', 'var(--ann)');
  level(svg, x, y(heldOut.searchAccuracy), 'ann-line', 'ANN');
  if (y.error.domain()[0] > 1 - goal) level(svg, x, y(goal), 'threshold', `−${plain(settings.maxAccuracyDrop)} points`);
  const place = { x: ({ point }) => x(point[field]), y: ({ point }) => y(point.accuracy) };
  line(svg, front, FRONT, place);
  svg
    .append('g')
    .selectAll('path')
    .data(chosen)
    .join('path')
    .attr('class', 'mark ann-mark chosen')
    .style('fill', CHOSEN.fill)
    .attr('transform', (d) => `translate(${place.x(d)},${place.y(d)})`)
    .attr('d', d3.symbol(d3.symbolDiamond, 130)());
  return [...front, ...chosen].map((d) => ({
    x: place.x(d),
    y: place.y(d),
    rows: [
      [isChosen(d) ? 'chosen' : 'accuracy', percent(d.point.accuracy)],
      [unit, significant(d.point[field], 4)],
      [`trial ${d.trial}`, `${settingOf(d.trial)}, ${exitText(d.point)}`],
    ],
  }));
}

const frontTable = (rows) => ({
  columns: [
    { label: 'accuracy, %', format: percentNumber },
    { label: 'less the ANN, points', numeric: true },
    { label: 'SynOps', format: plain },
    { label: 'nJ', format: plain },
    { label: 'mean steps', format: plain },
    { label: 'T', numeric: true },
    { label: 'early exit at', numeric: true },
    { label: 'trial', numeric: true },
    { label: 'setting' },
    { label: 'chosen' },
  ],
  rows: rows.map((d) => [
    d.point.accuracy,
    points(-dropOf(d.point)),
    d.point.synapticOperations,
    d.point.nanojoules,
    d.point.meanTimesteps,
    String(d.point.timesteps),
    finite(d.point.margin) ? String(d.point.margin) : 'none',
    String(d.trial),
    settingOf(d.trial),
    isChosen(d) ? 'yes' : '',
  ]),
});

function frontChart(cost) {
  const front = fronts[cost.key].filter(({ point }) => point[cost.field] > 0);
  if (front.length === 0) return missing(`No trial took any ${cost.title}, so there is nothing to draw against.`);
  const chosen = pageData.chosen && pageData.chosen.point[cost.field] > 0 ? [pageData.chosen] : [];
  return chart({
    id: `front-${cost.key}`,
    title: `Accuracy against ${cost.title}`,
    about:
      'Each dot is a way to run the network: a setting, a number of steps, an early exit. The line joins those that no cheaper one beats' +
      (drawnPart(front).length < front.length
        ? `; the table has those, too, that lose more than ${plain(100 * (heldOut.searchAccuracy - pageData.lowest))} points.`
        : '.'),
    legend: [
      { label: 'Pareto front', kind: 'line', fill: FRONT.fill },
      { label: 'all trials', kind: 'dot', fill: 'var(--ann)' },
      ...(chosen.length ? [{ label: 'chosen', ...CHOSEN }] : []),
    ],
    height: 360,
    data: frontTable([...front, ...chosen.filter((d) => !front.some(isChosen))]),
    draw: (frame) => drawFront(frame, cost, drawnPart(front), chosen),
  });
}

function frontSection() {
  const [objective, ...others] = COSTS;
  return section(
    'front',
    'Pareto fronts',
    h(
      'p',
      { class: 'small' },
      `On the ${plain(heldOut.searchSamples)} samples of the search, of which the ANN has ${percent(heldOut.searchAccuracy)} right. The best of many looks better there than it is: others confirm.`,
    ),
    frontChart(objective),
    h('div', { class: 'pair' }, others.map(frontChart)),
  );
}
