// All devices beside each other, for one run.

/** What dominates, device by device. */
function sharesChart(run) {
  const parts = run.results.energy.filter((part) => part.snnNanojoules > 0);
  const keys = itemKeys().filter((key) => parts.some((part) => part.snnItems[key] > 0));
  const rows = parts.map((part) => ({
    label: part.profile,
    end: energyText(part.snnNanojoules),
    bars: stacked(part.snnItems, keys, 1 / part.snnNanojoules).map((bar) => ({
      ...bar,
      text: percent(bar.to - bar.from, 1),
    })),
  }));
  return chart({
    id: 'shares',
    title: 'What the energy goes to, device by device',
    height: 70 + rows.length * 48,
    legend: itemLegend(keys),
    about: 'Shares of the spiking network’s energy; its total stands behind each bar.',
    data: {
      columns: [
        { label: 'profile' },
        ...keys.map((key) => ({ label: `${itemTitle(key)}, nJ`, format: plain })),
        { label: 'sum, nJ', format: plain },
      ],
      rows: parts.map((part) => [
        part.profile,
        ...keys.map((key) => part.snnItems[key] ?? 0),
        part.snnNanojoules,
      ]),
    },
    draw: (frame) =>
      drawBars(frame, rows, {
        xLabel: 'share of the energy',
        most: 1,
        xFormat: d3.format('.0%'),
        fillOf: (bar) => color(itemKeys().indexOf(bar.key)),
      }),
  });
}

/** The spiking network's energy over that of each ANN, on one axis whose middle is "equal". */
function ratioChart(run) {
  const parts = run.results.energy.filter((part) => part.references?.length > 0);
  if (parts.length === 0) return missing(annOf(run) ? older('ANNs of other precisions') : noAnn);
  const keys = Object.keys(ANN_STYLES).filter((key) => parts.some((part) => reference(part, key)));
  const styleOf = (key) => ({ pattern: ANN_STYLES[key][0], fill: ANN_STYLES[key][1] });
  const titles = new Map(parts.flatMap((part) => part.references.map(({ key, title }) => [key, title])));
  const ratios = parts
    .flatMap((part) => part.references.map(({ snnRatio }) => snnRatio))
    .filter((ratio) => ratio > 0);
  return chart({
    id: 'ratios',
    title: 'Against ANNs on the same silicon',
    height: 80 + parts.length * 44,
    about: 'Energy of the spiking network over that of each ANN. Left of 1 the spiking network takes less.',
    legend: keys.map((key) => ({ label: titles.get(key), kind: 'dot', ...styleOf(key) })),
    data: {
      columns: [
        { label: 'profile' },
        ...keys.map((key) => ({ label: `times ${titles.get(key)}`, format: (value) => significant(value) })),
      ],
      rows: parts.map((part) => [part.profile, ...keys.map((key) => reference(part, key)?.snnRatio)]),
    },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLog(
        [Math.min(0.5, d3.min(ratios) / 1.3), Math.max(2, d3.max(ratios) * 1.3)],
        [12, width - 16],
      );
      svg
        .append('g')
        .attr('class', 'axis')
        .attr('aria-hidden', 'true')
        .attr('transform', `translate(0,${height - 40})`)
        .call(
          d3
            .axisBottom(x)
            .ticks(Math.floor(width / 130), (value) => `${Number(value.toPrecision(2))}×`)
            .tickSizeOuter(0),
        );
      svg
        .append('line')
        .attr('class', 'ann-line')
        .attr('x1', x(1))
        .attr('x2', x(1))
        .attr('y1', 20)
        .attr('y2', height - 40);
      svg
        .append('text')
        .attr('class', 'label')
        .attr('x', x(1) - 8)
        .attr('y', 13)
        .attr('text-anchor', 'end')
        .text('← SNN takes less');
      svg
        .append('text')
        .attr('class', 'label')
        .attr('x', x(1) + 8)
        .attr('y', 13)
        .text('ANN takes less →');
      const readings = [];
      parts.forEach((part, i) => {
        const y = 54 + i * 44;
        svg
          .append('line')
          .attr('class', 'grid')
          .attr('x1', 12)
          .attr('x2', width - 16)
          .attr('y1', y)
          .attr('y2', y);
        svg
          .append('text')
          .attr('class', 'row halo')
          .attr('x', 12)
          .attr('y', y - 12)
          .text(shortened(part.profile, Math.floor(width / 8)));
        for (const { key, title, snnRatio } of part.references.filter(
          (candidate) => ANN_STYLES[candidate.key] && candidate.snnRatio > 0,
        )) {
          svg
            .append('path')
            .attr('class', 'mark')
            .attr('transform', `translate(${x(snnRatio)},${y})`)
            .style('fill', styleOf(key).fill)
            .attr('d', d3.symbol(d3[styleOf(key).pattern] ?? d3.symbolCircle, 75)());
          readings.push({
            x: x(snnRatio),
            y,
            rows: [
              [part.profile, ''],
              [title, times(snnRatio)],
            ],
          });
        }
      });
      return readings;
    },
  });
}

/** Prices and the other numbers of each profile. */
function profilesTable(run) {
  const parts = run.results.energy.filter((part) => part.picojoules);
  if (parts.length === 0) return null;
  const keys = [...new Set(parts.flatMap((part) => Object.keys(part.picojoules)))];
  const columns = [
    'profile',
    'source',
    ...keys.map((key) => `${itemTitle(key)}, pJ`),
    'break-even firing rate, %',
    'time per step, µs',
    'energy-delay, nJ µs',
    'memories, bytes',
    'analogue first layer',
  ];
  return h(
    'details',
    {},
    h('summary', {}, 'Prices of every profile, with their sources'),
    table({
      caption: 'Prices of every profile',
      columns: columns.map((label, i) => ({ label, numeric: i > 1 && i < columns.length - 2 })),
      rows: parts.map((part) => [
        part.profile,
        part.source,
        ...keys.map((key) => part.picojoules[key]),
        finite(part.breakEvenFiringRate) ? 100 * part.breakEvenFiringRate : null,
        part.timePerStepMicroseconds,
        part.energyDelay,
        part.memoryBytes &&
          Object.entries(part.memoryBytes)
            .map(([memory, bytes]) => `${memory} ${grouped.format(bytes)}`)
            .join(', '),
        { once: 'once', everyStep: 'every step' }[part.analogueFirstLayer],
      ]),
    }),
  );
}

/** What cannot be shown of several runs at once. */
const energyDetails = (run) => [
  h('div', { class: 'pair' }, sharesChart(run), ratioChart(run)),
  profilesTable(run),
];
const energyDetailSection = (run) =>
  several &&
  run.results.energy.length > 0 &&
  section('energy-details', 'Energy of this run', energyDetails(run));
