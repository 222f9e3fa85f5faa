// Why the network is run as it is.

const pointOf = (run) => run.results.operatingPoint ?? null;
const wayText = ({ timesteps, readoutStart, setting }) =>
  `T = ${timesteps}${readoutStart > 1 ? `, outputs from step ${readoutStart} on` : ''}: ${setting}`;

function pointTile(run) {
  const point = pointOf(run);
  if (!point) return null;
  const { timesteps, readoutStart } = point.chosen;
  return figureTile(
    'Stop after',
    `${timesteps} ${timesteps === 1 ? 'step' : 'steps'}`,
    (readoutStart > 1 ? `outputs count from step ${readoutStart} on; ` : '') +
      (point.met
        ? `chosen on training samples to lose at most ${plain(point.maxAccuracyDrop)} points`
        : `nothing is shown to lose at most ${plain(point.maxAccuracyDrop)} points on training samples; this comes nearest`),
  );
}

/** Loss against operations on the samples of the search; the choice as it did on others. */
function drawPoint({ svg, width, height }, point) {
  const { chosen, maxAccuracyDrop } = point;
  const most = Math.max(10 * maxAccuracyDrop, 300 * chosen.accuracyDrop);
  const near = point.front.filter((way) => 100 * way.accuracyDrop <= most);
  const front = near.length > 0 ? near : point.front;
  const every = [...front, chosen].filter((way) => way.synapticOperations > 0);
  const x = d3
    .scaleLog(
      d3.extent(every, (way) => way.synapticOperations),
      [MARGIN.left + 8, width - MARGIN.right],
    )
    .nice();
  const losses = every.map((way) => 100 * way.accuracyDrop);
  const y = d3
    .scaleLinear(
      [d3.max([...losses, maxAccuracyDrop]), d3.min([...losses, 0])],
      [height - MARGIN.bottom, MARGIN.top],
    )
    .nice();
  axes(
    { svg, width, height },
    {
      x,
      y,
      xLabel: 'SynOps per sample',
      yLabel: 'loss against the ANN, points (less is higher)',
      xTicks: Math.floor(width / 110),
      xFormat: costTick(x),
    },
  );
  svg
    .append('line')
    .attr('class', 'threshold')
    .attr('x1', x.range()[0])
    .attr('x2', x.range()[1])
    .attr('y1', y(maxAccuracyDrop))
    .attr('y2', y(maxAccuracyDrop));
  const place = { x: (way) => x(way.synapticOperations), y: (way) => y(100 * way.accuracyDrop) };
  line(
    svg,
    front.filter((way) => way.synapticOperations > 0),
    { fill: color(0), pattern: '' },
    place,
  );
  if (chosen.synapticOperations > 0)
    svg
      .append('path')
      .attr('class', 'mark ann-mark chosen')
      .style('fill', color(1))
      .attr('transform', `translate(${place.x(chosen)},${place.y(chosen)})`)
      .attr('d', d3.symbol(d3.symbolDiamond, 130)());
  return every.map((way) => ({
    x: place.x(way),
    y: place.y(way),
    rows: [
      [way === chosen ? 'chosen, loss on others' : 'loss, points', decimals(3)(100 * way.accuracyDrop)],
      ['SynOps', plain(way.synapticOperations)],
      ['T', `${wayText(way)}`],
    ],
  }));
}

function pointSection(run) {
  const point = pointOf(run);
  if (!point) return null;
  const { front, chosen } = point;
  return section(
    'point',
    'The operating point',
    h('p', {}, bdi(wayText(chosen)), '.'),
    h(
      'p',
      { class: 'small' },
      `${point.screened.length} settings were tried at 1 to ${point.timesteps} steps, ${point.tried.length} of them on ${plain(point.searchSamples)} samples: ${isolated(point.basis)}. ` +
        `On ${plain(point.confirmationSamples)} others the choice loses ${decimals(3)(100 * chosen.accuracyDrop)} points, at most ${decimals(3)(100 * point.upperBound)} with ${plain(100 * point.confidence)} % confidence. The best of many looks better on the samples of the search than it is.`,
    ),
    chart({
      id: 'point',
      title: 'Pareto front of the search',
      about: 'Each dot is a setting and a number of steps that no cheaper one beats; the dashed line is the loss allowed. The table has those, too, that lose far more.',
      legend: [
        { label: 'Pareto front', kind: 'line', fill: color(0), pattern: '' },
        { label: 'chosen, on samples without a part in the search', kind: 'dot', fill: color(1), pattern: 'symbolDiamond' },
      ],
      height: 280,
      data: {
        columns: [
          { label: 'T', numeric: true },
          { label: 'outputs from step', numeric: true },
          { label: 'loss, points', format: decimals(3) },
          { label: 'SynOps', format: plain },
          { label: 'nJ', format: plain },
          { label: 'setting' },
          { label: 'chosen' },
        ],
        rows: [...front.map((way) => [way, '']), [chosen, 'yes']].map(([way, mark]) => [
          String(way.timesteps),
          String(way.readoutStart),
          100 * way.accuracyDrop,
          way.synapticOperations,
          way.nanojoules,
          way.setting,
          mark,
        ]),
      },
      draw: (frame) => drawPoint(frame, point),
    }),
  );
}
