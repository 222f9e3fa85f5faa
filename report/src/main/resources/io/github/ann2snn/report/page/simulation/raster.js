// Who fired when, and the rate of all.

const RASTER_HEIGHT = Math.min(330, 90 + 14 * neuronCount);
const RATE_HEIGHT = 130;

function rasterNote() {
  const { every, untilMs } = pageData.raster;
  return (
    (every > 1 ? ` Of every ${plain(every)} neurons one is drawn, with all its spikes.` : '') +
    (finite(untilMs) ? ` Its spikes are too many: they are drawn up to ${timeText(untilMs)}.` : '')
  );
}

function drawRaster(svg, range, width) {
  const { neurons, times } = pageData.raster;
  const x = xOfTime(range, width);
  const bottom = RASTER_HEIGHT - MARGIN.bottom;
  const y = d3.scaleLinear([-0.5, neuronCount - 0.5], [bottom, MARGIN.top]);
  const frame = svg.append('g');
  axes(
    { svg: frame, width, height: RASTER_HEIGHT },
    {
      x,
      y,
      xLabel: '',
      yLabel: 'neuron',
      xTicks: Math.max(2, Math.floor(width / 110)),
      xFormat: timeTick,
      yTicks: neuronCount <= 8 ? d3.range(neuronCount) : 6,
      yFormat: d3.format('d'),
    },
  );
  const half = Math.min(6, Math.max(0.6, (0.42 * (bottom - MARGIN.top)) / neuronCount));
  const shown = d3.range(d3.bisectLeft(times, range[0]), d3.bisectRight(times, range[1]));
  svg
    .append('path')
    .attr('class', 'spikes raster mark')
    .attr('data-spikes', shown.length)
    .attr(
      'd',
      ticks(
        shown.map((s) => [x(times[s]), y(neurons[s]) - half]),
        2 * half,
      ),
    );
  return shown.map((s) => ({
    x: x(times[s]),
    y: y(neurons[s]),
    rows: [
      [neuronTitle(neurons[s]), 'spike'],
      ['t', exactTime(times[s])],
    ],
  }));
}

function drawPopulation(svg, range, width) {
  const { widthMs, hertz } = pageData.population;
  const x = xOfTime(range, width);
  const bottom = RATE_HEIGHT - MARGIN.bottom;
  const y = d3.scaleLinear([0, d3.max(hertz) || 1], [bottom, MARGIN.top]).nice(3);
  const group = svg.append('g').attr('transform', `translate(0,${RASTER_HEIGHT})`);
  axes(
    { svg: group, width, height: RATE_HEIGHT },
    {
      x,
      y,
      xLabel: `time, ${TIME_UNIT}`,
      yLabel: 'spikes per neuron and second, Hz',
      xTicks: Math.max(2, Math.floor(width / 110)),
      xFormat: timeTick,
      yTicks: 3,
    },
  );
  const visible = d3
    .range(hertz.length)
    .filter((i) => (i + 1) * widthMs > range[0] && i * widthMs < range[1])
    .map((i) => ({
      from: Math.max(i * widthMs, range[0]),
      to: Math.min((i + 1) * widthMs, range[1], durationMs),
      rate: hertz[i],
    }));
  const path = visible.map(({ from, to, rate }) => `M${x(from)},${bottom}V${y(rate)}H${x(to)}V${bottom}Z`);
  group.append('path').attr('class', 'outline').attr('d', path.join(''));
  return visible.map(({ from, to, rate }) => ({
    x: (x(from) + x(to)) / 2,
    y: RASTER_HEIGHT + y(rate),
    rows: [
      ['all neurons', `${plain(rate)} Hz`],
      ['t', `${timeText(from)} to ${timeText(to)}`],
    ],
  }));
}

function rasterSection() {
  if (outcome.spikes === 0) {
    return section('raster', 'Raster', missing('No neuron fired, so there is no spike to draw.'));
  }
  const view = timeView('raster-view', [0, durationMs]);
  const { widthMs, hertz } = pageData.population;
  let redraw = () => {};
  const figure = chart({
    id: 'raster',
    title: 'Raster of spikes, and the rate of all neurons',
    about: `A tick is a spike; neurons are in the order of their numbers.${rasterNote()} The rate below counts all spikes, in intervals of ${timeText(widthMs)}.`,
    height: RASTER_HEIGHT + RATE_HEIGHT,
    values: 'spikes.csv',
    data: {
      columns: [
        { label: 'from, ms', numeric: true, format: plain },
        { label: 'spikes per neuron and second, Hz', format: plain },
      ],
      rows: hertz.map((rate, i) => [i * widthMs, rate]),
    },
    draw: ({ svg, width, again }) => {
      redraw = again;
      return [...drawRaster(svg, view.range, width), ...drawPopulation(svg, view.range, width)];
    },
  });
  view.follow(() => redraw());
  return section('raster', 'Raster', view.controls, figure);
}
