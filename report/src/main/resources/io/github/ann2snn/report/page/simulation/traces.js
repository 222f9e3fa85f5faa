// Potentials over time.

const potentials = pageData.potentials;
const tracedSpikes = pageData.tracedSpikes;
const everyNote = ({ every }, what) =>
  every > 1 ? ` Of every ${plain(every)} steps the lowest and the highest ${what} are drawn.` : '';

/** The points `[ms, value]` of a series within a stretch of time; no more than two for each of so many parts of it. */
function pointsWithin({ values, numbers }, [from, to], parts) {
  const first = numbers ? d3.bisectLeft(numbers, from / dtMs) : Math.floor(from / dtMs);
  const last = numbers ? d3.bisectRight(numbers, to / dtMs) : Math.ceil(to / dtMs) + 1;
  const shown = d3.range(Math.max(0, first - 1), Math.min(values.length, last + 1));
  const at = (i) => [(numbers ? numbers[i] : i) * dtMs, values[i]];
  if (shown.length <= 2 * parts) return shown.map(at);
  const size = shown.length / parts;
  return d3.range(parts).flatMap((part) => {
    const own = shown.slice(Math.floor(part * size), Math.floor((part + 1) * size));
    const ends = [d3.least(own, (i) => values[i]), d3.greatest(own, (i) => values[i])];
    return d3.sort(new Set(ends)).map(at);
  });
}

const visibleSpikes = (neuron, [from, to]) =>
  (tracedSpikes[neuron] ?? []).filter((t) => t >= from && t <= to);

/** Vertical ticks `[x, y]` of the same length, as one path. */
const ticks = (places, length) =>
  places.map(([x, y]) => `M${x.toFixed(1)},${y.toFixed(1)}v${length.toFixed(1)}`).join('');

/** All potentials and the level of firing, with some room above for the spikes. */
function potentialDomain() {
  const all = potentials.columns.flatMap(({ values }) => d3.extent(values));
  const [low, high] = d3.extent([...all, fireLevel]);
  return [low - 0.06 * (high - low), high + (isAxon ? 0.12 : 0.2) * (high - low)];
}

const LANE_GAP = 22;

/** One neuron's potential; gives the points to read. */
function drawLane({ svg, width }, neuron, { top, height, range, single, domain }) {
  const x = xOfTime(range, width);
  const y = d3.scaleLinear(domain, [top + height, top]);
  const group = svg.append('g');
  const axis = d3.axisLeft(y).tickSize(0).tickPadding(8);
  if (single) axis.ticks(6).tickFormat(plain);
  else axis.tickValues([restLevel, fireLevel]).tickFormat((mv) => plain(Math.round(mv)));
  const left = group.append('g').attr('class', 'axis').attr('aria-hidden', 'true');
  left.attr('transform', `translate(${MARGIN.left},0)`).call(axis).select('.domain').remove();
  if (single) {
    left
      .selectAll('.tick')
      .append('line')
      .attr('class', 'grid')
      .attr('x2', width - MARGIN.left - MARGIN.right);
  }
  group
    .append('line')
    .attr('class', 'threshold')
    .attr('x1', MARGIN.left)
    .attr('x2', width - MARGIN.right)
    .attr('y1', y(fireLevel))
    .attr('y2', y(fireLevel));
  const points = pointsWithin(potentials.columns[neuron], range, Math.max(50, Math.floor(width)));
  group
    .append('path')
    .attr('class', 'line thin mark')
    .attr('clip-path', 'url(#within-potentials)')
    .style('stroke', color(0))
    .attr(
      'd',
      d3.line(
        ([t]) => x(t),
        ([, mv]) => y(mv),
      )(points),
    );
  const spikes = visibleSpikes(neuron, range);
  const length = isAxon ? 7 : Math.max(5, y(fireLevel) - top);
  group
    .append('path')
    .attr('class', 'spikes')
    .attr('data-spikes', spikes.length)
    .attr(
      'd',
      ticks(
        spikes.map((t) => [x(t), top]),
        length,
      ),
    );
  group
    .append('text')
    .attr('class', 'row')
    .attr('x', MARGIN.left)
    .attr('y', top - 6)
    .text(neuronTitle(neuron));
  const wanted = single ? 200 : 40;
  const stride = Math.max(1, Math.ceil(points.length / wanted));
  return [
    ...spikes.map((t) => ({
      x: x(t),
      y: top + length / 2,
      rows: [
        [`neuron ${neuron}`, 'spike'],
        ['t', exactTime(t)],
      ],
    })),
    ...points
      .filter(([t], i) => i % stride === 0 && t >= range[0] && t <= range[1])
      .map(([t, mv]) => ({
        x: x(t),
        y: y(mv),
        rows: [
          [`neuron ${neuron}`, `${plain(mv)} mV`],
          ['t', exactTime(t)],
        ],
      })),
  ];
}

/** Nothing is drawn beyond the axes: a path begins a step before the stretch that is shown. */
function clip(svg, id, width, height) {
  svg
    .append('clipPath')
    .attr('id', `within-${id}`)
    .append('rect')
    .attr('x', MARGIN.left)
    .attr('width', width - MARGIN.left - MARGIN.right)
    .attr('height', height);
}

function timeAxis(svg, range, width, height) {
  svg
    .append('g')
    .attr('class', 'axis')
    .attr('aria-hidden', 'true')
    .attr('transform', `translate(0,${height - MARGIN.bottom})`)
    .call(
      d3
        .axisBottom(xOfTime(range, width))
        .tickSizeOuter(0)
        .ticks(Math.max(2, Math.floor(width / 110)))
        .tickFormat(timeTick),
    );
  svg
    .append('text')
    .attr('class', 'label')
    .attr('x', width - MARGIN.right)
    .attr('y', height - 4)
    .attr('text-anchor', 'end')
    .text(`time, ${TIME_UNIT}`);
}

function tracesTable() {
  const rows = potentials.columns.map(({ values }, neuron) => [
    String(neuron),
    currentOf.get(neuron) ?? null,
    tracedSpikes[neuron]?.length ?? null,
    tracedSpikes[neuron]?.[0] ?? null,
    d3.min(values),
    d3.max(values),
  ]);
  const columns = ['neuron', 'current, nA', 'spikes', 'first spike, ms', 'lowest V, mV', 'highest V, mV'];
  return { rows, columns: columns.map((label, i) => ({ label, ...(i > 0 ? { format: plain } : {}) })) };
}

function tracesChart(view) {
  const all = d3.range(potentials.columns.length);
  // Potentials that are all the same need to be seen once.
  const alike = outcome.spikes === 0 && settings.current === settings.currentTo && !outcome.drive?.noisy;
  let shown = alike ? [0] : all;
  let redraw = () => {};
  const laneHeight = () => (shown.length === 1 ? 230 : 58);
  const domain = potentialDomain();
  const level = isAxon
    ? `V above ${plain(fireLevel)} mV counts as a spike`
    : `threshold, ${plain(fireLevel)} mV`;
  const figure = chart({
    id: 'potentials',
    title: 'Membrane potentials, mV',
    about:
      `The ticks above the curves are spikes.${everyNote(potentials, 'V')}` +
      (tracedSpikes.length === 0 ? ' There are too many spikes to mark them.' : ''),
    legend: [
      { label: 'V', kind: 'line', fill: color(0) },
      { label: level, kind: 'line', fill: 'var(--soft)', pattern: '4 4' },
      { label: 'spike', kind: 'line', fill: color(1) },
    ],
    height: () => MARGIN.bottom + shown.length * (laneHeight() + LANE_GAP),
    data: tracesTable(),
    values: 'potentials.csv',
    draw: ({ svg, width, height, again }) => {
      redraw = again;
      clip(svg, 'potentials', width, height);
      timeAxis(svg, view.range, width, height);
      return shown.flatMap((neuron, i) =>
        drawLane({ svg, width }, neuron, {
          top: i * (laneHeight() + LANE_GAP) + LANE_GAP,
          height: laneHeight(),
          range: view.range,
          single: shown.length === 1,
          domain,
        }),
      );
    },
  });
  view.follow(() => redraw());
  const choice = chooser(
    'trace',
    'Show',
    [['all', `the first ${all.length} neurons`], ...all.map((n) => [String(n), neuronTitle(n)])],
    (value) => {
      shown = value === 'all' ? all : [Number(value)];
      redraw();
    },
    alike ? '0' : 'all',
  );
  return [all.length > 1 && choice, figure];
}

/** So much of the beginning that single spikes can be told apart; all of it if nothing fires. */
function firstStretch() {
  const fastest = outcome.settledRateHz.highest || outcome.meanRateHz;
  return outcome.spikes > 0 && fastest > 0
    ? [0, Math.min(durationMs, roundTime(6000 / fastest))]
    : [0, durationMs];
}

function tracesSection() {
  if (potentials.columns.length === 0) {
    return section('membrane', 'Membrane potentials', missing('No neuron was traced: --traces was 0.'));
  }
  const view = timeView('trace-view', firstStretch());
  return section(
    'membrane',
    'Membrane potentials',
    h(
      'p',
      {},
      'The strip shows the rate of all neurons over the whole run. Drag on it, or use the buttons, to choose the stretch of time below.',
    ),
    view.controls,
    tracesChart(view),
    gatesChart(view),
  );
}
