// Where the energy goes, and what an ANN would take on the same silicon.

const itemKeys = () => [...new Set(runs.flatMap((run) => run.results.energy.flatMap((part) => Object.keys(part.snnItems))))];
const itemLegend = (keys) => keys.map((key) => ({ label: itemTitle(key), fill: color(itemKeys().indexOf(key)) }));

/** Bars that begin where the one before ends. */
function stacked(items, keys, scale) {
  let from = 0;
  return keys.filter((key) => items[key] > 0).map((key) => {
    const bar = { key, from, to: from + items[key] * scale };
    from = bar.to;
    return bar;
  });
}

/**
 * Horizontal bars, one row each: `{label, bars: [{key, from, to, text}], end, extent}`; `end` is written behind the bar.
 * Labels stand above their bars, so that they fit a narrow screen.
 */
function drawBars({ svg, width, height }, rows, { xLabel, most, xFormat, fillOf }) {
  const margin = { top: 20, right: 64, bottom: 40, left: 8 };
  const x = d3.scaleLinear([0, most], [margin.left, width - margin.right]);
  const y = d3.scaleBand(d3.range(rows.length), [margin.top, height - margin.bottom]);
  svg.append('g').attr('class', 'axis').attr('aria-hidden', 'true').attr('transform', `translate(0,${height - margin.bottom})`)
    .call(d3.axisBottom(x).ticks(Math.max(2, Math.floor(width / 110))).tickSizeOuter(0).tickFormat(xFormat ?? null));
  svg.append('text').attr('class', 'label').attr('x', width - 4).attr('y', height - 4).attr('text-anchor', 'end').text(xLabel);
  const readings = [];
  rows.forEach((row, i) => {
    const top = y(i) + 18;
    const tall = Math.min(22, y.bandwidth() - 22);
    svg.append('text').attr('class', 'row').attr('x', margin.left).attr('y', top - 5).text(shortened(row.label, Math.floor(width / 8)));
    for (const bar of row.bars) {
      svg.append('rect').attr('class', 'mark').attr('x', x(bar.from)).attr('y', top).attr('height', tall)
        .attr('width', Math.max(0.5, x(bar.to) - x(bar.from))).style('fill', fillOf(bar));
      readings.push({ x: (x(bar.from) + x(bar.to)) / 2, y: top + tall / 2, rows: [[row.label, ''], [bar.title ?? itemTitle(bar.key), bar.text]] });
    }
    svg.append('text').attr('class', 'note').attr('x', x(d3.max(row.bars, (bar) => bar.to) ?? 0) + 6).attr('y', top + tall / 2 + 4).text(row.end);
    if (row.extent) {
      svg.append('path').attr('class', 'extent').attr('d', `M${x(row.extent[0])},${top + tall + 4}H${x(row.extent[1])}m0,-3v6M${x(row.extent[0])},${top + tall + 1}v6`);
    }
  });
  return readings;
}

/** One profile in absolute numbers: the spiking networks by item, then the ANNs. */
function profileChart(profile) {
  const having = runs.filter((run) => energyOf(run, profile));
  const keys = itemKeys().filter((key) => having.some((run) => energyOf(run, profile).snnItems[key] > 0));
  const rows = having.map((run) => {
    const part = energyOf(run, profile);
    return { label: several ? run.name : 'spiking network', end: energyText(part.snnNanojoules), extent: part.snnRange,
      bars: stacked(part.snnItems, keys, 1).map((bar) => ({ ...bar, text: `${energyText(bar.to - bar.from)}, ${percent((bar.to - bar.from) / part.snnNanojoules, 1)}` })) };
  });
  const withReferences = having.find((run) => energyOf(run, profile).references ?? annOf(run));
  const part = withReferences && energyOf(withReferences, profile);
  const references = part?.references ?? [['dense ANN', part?.annDenseNanojoules], ['ANN that skips zeros', part?.annEffectiveNanojoules]]
    .filter(([, nanojoules]) => finite(nanojoules)).map(([title, nanojoules]) => ({ title, nanojoules }));
  for (const { title, nanojoules } of references) {
    rows.push({ label: annTitle(withReferences, title), end: energyText(nanojoules), bars: [{ key: 'ann', title: 'all of it', from: 0, to: nanojoules, text: energyText(nanojoules) }] });
  }
  const most = d3.max(rows, (row) => Math.max(row.extent?.[1] ?? 0, d3.max(row.bars, (bar) => bar.to) ?? 0)) || 1;
  const [factor, unit] = energyUnit(most);
  return chart({ id: 'energy', title: 'Energy per sample by item', height: 70 + rows.length * 48,
    about: `${isolated(profileTitle(energyOf(having[0], profile)))}.${energyOf(having[0], profile).source ? ` Prices: ${isolated(energyOf(having[0], profile).source)}.` : ''}`
      + (having.some((run) => energyOf(run, profile).snnRange) ? ' The line below a bar is the range that the source gives.' : ''),
    legend: [...itemLegend(keys), ...(references.length ? [{ label: 'ANN', fill: 'var(--ann)' }] : [])],
    data: { columns: [{ label: 'network' }, { label: 'item' }, { label: 'nJ per sample', format: plain }],
      rows: rows.flatMap((row) => row.bars.map((bar) => [row.label, bar.title ?? itemTitle(bar.key), bar.to - bar.from])) },
    draw: (frame) => drawBars(frame, rows, { xLabel: `${unit} per sample`, most, xFormat: (value) => plain(value * factor),
      fillOf: (bar) => (bar.key === 'ann' ? 'var(--ann)' : color(itemKeys().indexOf(bar.key))) }) });
}

/** What dominates, device by device. */
function sharesChart(run) {
  const parts = run.results.energy.filter((part) => part.snnNanojoules > 0);
  const keys = itemKeys().filter((key) => parts.some((part) => part.snnItems[key] > 0));
  const rows = parts.map((part) => ({ label: profileTitle(part), end: energyText(part.snnNanojoules),
    bars: stacked(part.snnItems, keys, 1 / part.snnNanojoules).map((bar) => ({ ...bar, text: percent(bar.to - bar.from, 1) })) }));
  return chart({ id: 'shares', title: 'What the energy goes to, device by device', height: 70 + rows.length * 48, legend: itemLegend(keys),
    about: 'Shares of the spiking network’s energy; its total stands behind each bar.',
    data: { columns: [{ label: 'profile' }, ...keys.map((key) => ({ label: `${itemTitle(key)}, nJ`, format: plain })), { label: 'sum, nJ', format: plain }],
      rows: parts.map((part) => [profileTitle(part), ...keys.map((key) => part.snnItems[key] ?? 0), part.snnNanojoules]) },
    draw: (frame) => drawBars(frame, rows, { xLabel: 'share of the energy', most: 1, xFormat: d3.format('.0%'), fillOf: (bar) => color(itemKeys().indexOf(bar.key)) }) });
}

/** The spiking network's energy over that of each ANN, on one axis whose middle is "equal". */
function ratioChart(run) {
  const parts = run.results.energy.filter((part) => part.references?.length > 0);
  if (parts.length === 0) return missing(annOf(run) ? older('ANNs of other precisions') : noAnn);
  const keys = Object.keys(ANN_STYLES).filter((key) => parts.some((part) => reference(part, key)));
  const styleOf = (key) => ({ pattern: ANN_STYLES[key][0], fill: ANN_STYLES[key][1] });
  const titles = new Map(parts.flatMap((part) => part.references.map(({ key, title }) => [key, title])));
  const ratios = parts.flatMap((part) => part.references.map(({ snnRatio }) => snnRatio)).filter((ratio) => ratio > 0);
  return chart({ id: 'ratios', title: 'Against ANNs on the same silicon', height: 80 + parts.length * 44,
    about: 'Energy of the spiking network over that of each ANN. Left of 1 the spiking network takes less.',
    legend: keys.map((key) => ({ label: titles.get(key), kind: 'dot', ...styleOf(key) })),
    data: { columns: [{ label: 'profile' }, ...keys.map((key) => ({ label: `times ${titles.get(key)}`, format: (value) => significant(value) }))],
      rows: parts.map((part) => [profileTitle(part), ...keys.map((key) => reference(part, key)?.snnRatio)]) },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLog([Math.min(0.5, d3.min(ratios) / 1.3), Math.max(2, d3.max(ratios) * 1.3)], [12, width - 16]);
      svg.append('g').attr('class', 'axis').attr('aria-hidden', 'true').attr('transform', `translate(0,${height - 40})`)
        .call(d3.axisBottom(x).ticks(Math.floor(width / 130), (value) => `${Number(value.toPrecision(2))}×`).tickSizeOuter(0));
      svg.append('line').attr('class', 'ann-line').attr('x1', x(1)).attr('x2', x(1)).attr('y1', 20).attr('y2', height - 40);
      svg.append('text').attr('class', 'label').attr('x', x(1) - 8).attr('y', 13).attr('text-anchor', 'end').text('← SNN takes less');
      svg.append('text').attr('class', 'label').attr('x', x(1) + 8).attr('y', 13).text('ANN takes less →');
      const readings = [];
      parts.forEach((part, i) => {
        const y = 54 + i * 44;
        svg.append('line').attr('class', 'grid').attr('x1', 12).attr('x2', width - 16).attr('y1', y).attr('y2', y);
        svg.append('text').attr('class', 'row halo').attr('x', 12).attr('y', y - 12).text(shortened(profileTitle(part), Math.floor(width / 8)));
        for (const { key, title, snnRatio } of part.references.filter((candidate) => ANN_STYLES[candidate.key] && candidate.snnRatio > 0)) {
          svg.append('path').attr('class', 'mark').attr('transform', `translate(${x(snnRatio)},${y})`).style('fill', styleOf(key).fill)
            .attr('d', d3.symbol(d3[styleOf(key).pattern] ?? d3.symbolCircle, 75)());
          readings.push({ x: x(snnRatio), y, rows: [[profileTitle(part), ''], [title, times(snnRatio)]] });
        }
      });
      return readings;
    } });
}

/** Prices and the other numbers of each profile. */
function profilesTable(run) {
  const parts = run.results.energy.filter((part) => part.picojoules);
  if (parts.length === 0) return null;
  const keys = [...new Set(parts.flatMap((part) => Object.keys(part.picojoules)))];
  const columns = ['profile', 'source', ...keys.map((key) => `${itemTitle(key)}, pJ`), 'break-even firing rate, %', 'time per step, µs', 'energy-delay, nJ µs', 'analogue first layer'];
  return h('details', {}, h('summary', {}, 'Prices of every profile, with their sources'), table({ caption: 'Prices of every profile',
    columns: columns.map((label, i) => ({ label, numeric: i > 1 && i < columns.length - 1 })),
    rows: parts.map((part) => [profileTitle(part), part.source, ...keys.map((key) => part.picojoules[key]),
      finite(part.breakEvenFiringRate) ? 100 * part.breakEvenFiringRate : null, part.timePerStepMicroseconds, part.energyDelay, { once: 'once', everyStep: 'every step' }[part.analogueFirstLayer]]) }));
}

function energySection() {
  if (profiles.length === 0) return section('energy', 'Energy', missing('This results file has no device profile.'));
  const holder = h('div', {});
  const show = (profile) => holder.replaceChildren(profileChart(profile));
  show(profiles[0][0]);
  return section('energy', 'Energy', profiles.length > 1 && chooser('energy-profile', 'Device profile', profileOptions(profiles), show), holder,
    several ? null : energyDetails(runs[0]));
}

/** What cannot be shown of several runs at once. */
const energyDetails = (run) => [h('div', { class: 'pair' }, sharesChart(run), ratioChart(run)), profilesTable(run)];
const energyDetailSection = (run) => several && run.results.energy.length > 0 && section('energy-details', 'Energy of this run', energyDetails(run));
