// How a network lies on a chip: its cores, what fills them, and what does not fit.

/** More cells than this are not drawn: then only cores that hold neurons are. */
const MOST_CELLS = 5000;

/** All cores that hold neurons, in order, with what they hold. */
const usedCores = (fit) =>
  fit.layers.flatMap((layer, index) =>
    layer.coreNumbers.map((core, i) => ({
      core,
      layer,
      index,
      neurons: layer.coreNeurons[i],
      share: layer.coreShares[i],
    })),
  );

/** Where cells lie: chips beside each other as squares of cores, as many in a row as the width has room for. */
function coreLayout(fit, width) {
  const all = fit.chips * fit.coresPerChip <= MOST_CELLS;
  const perChip = all ? fit.coresPerChip : Math.max(1, usedCores(fit).length);
  const chips = all ? fit.chips : 1;
  const inner = width - 24;
  const columns = Math.min(perChip, Math.max(1, Math.ceil(Math.sqrt(perChip))));
  const cell = Math.max(4, Math.min(28, Math.floor(inner / columns)));
  const across = Math.min(columns, Math.max(1, Math.floor(inner / cell)));
  const rows = Math.ceil(perChip / across);
  const chipWidth = across * cell;
  const chipHeight = rows * cell;
  const perRow = Math.max(1, Math.floor((inner + 16) / (chipWidth + 16)));
  const place = (chip, i) => ({
    x: 12 + (chip % perRow) * (chipWidth + 16) + (i % across) * cell,
    y: 22 + Math.floor(chip / perRow) * (chipHeight + 34) + Math.floor(i / across) * cell,
  });
  return {
    all,
    chips,
    perChip,
    cell,
    place,
    height: 22 + Math.ceil(chips / perRow) * (chipHeight + 34),
  };
}

/** Each core as a square that its fullest limit fills, in the colour of its layer. */
function coresChart(fit) {
  const used = usedCores(fit);
  const held = fit.layers.map((layer, i) => [layer, i]).filter(([layer]) => layer.coreNumbers.length > 0);
  return chart({
    id: 'cores',
    title: 'Cores',
    about:
      'A square is a core; it is filled as far as the limit that its neurons use most. Cores of a chip lie in their order, not in their places.' +
      (coreLayout(fit, 600).all ? '' : ' Only cores that hold neurons are drawn.'),
    legend: held.map(([layer, i]) => ({ label: layer.name, fill: color(i) })),
    height: (width) => coreLayout(fit, width).height,
    data: {
      columns: [
        { label: 'core' },
        { label: 'layer' },
        { label: 'neurons', format: plain },
        { label: 'fullest limit, %', format: percentNumber },
      ],
      rows: used.map(({ core, layer, neurons, share }) => [`${core}`, layer.name, neurons, share]),
    },
    draw: ({ svg, width }) => {
      const { all, chips, perChip, cell, place } = coreLayout(fit, width);
      const side = cell - (cell > 8 ? 3 : 1);
      const at = ({ core }, i) =>
        all ? place(Math.floor(core / perChip), core % perChip) : place(0, i);
      const cells = all
        ? d3.range(chips).flatMap((chip) => d3.range(perChip).map((i) => place(chip, i)))
        : used.map(at);
      if (all && chips > 1) {
        svg
          .append('g')
          .selectAll('text')
          .data(d3.range(chips))
          .join('text')
          .attr('class', 'label')
          .attr('x', (chip) => place(chip, 0).x)
          .attr('y', (chip) => place(chip, 0).y - 6)
          .text((chip) => (perChip * cell >= 40 ? `${chip + 1}` : ''));
      }
      svg
        .append('g')
        .selectAll('rect')
        .data(cells)
        .join('rect')
        .attr('class', 'frame')
        .attr('x', (d) => d.x)
        .attr('y', (d) => d.y)
        .attr('width', side)
        .attr('height', side);
      svg
        .append('g')
        .selectAll('rect')
        .data(used)
        .join('rect')
        .attr('class', 'mark')
        .attr('x', (d, i) => at(d, i).x)
        .attr('width', side)
        .attr('y', (d, i) => at(d, i).y + side * (1 - Math.max(0.08, d.share)))
        .attr('height', (d) => side * Math.max(0.08, d.share))
        .style('fill', (d) => color(d.index));
      return used.map((d, i) => ({
        x: at(d, i).x + side / 2,
        y: at(d, i).y + side / 2,
        rows: [
          ['core', `${d.core}`],
          ['layer', d.layer.name],
          ['neurons', grouped.format(d.neurons)],
          [d.layer.fullest ?? 'fullest limit', percent(d.share, 1)],
        ],
      }));
    },
  });
}

/** The layers as a table. */
const fitTable = (fit) =>
  table({
    caption: 'Layers on cores',
    columns: [
      { label: 'layer' },
      { label: 'neurons', format: plain },
      { label: 'bits', format: plain },
      { label: 'cores', format: plain },
      { label: 'at least', format: plain },
      { label: 'fullest on a core' },
      { label: 'share, %', format: percentNumber },
      { label: 'packets per sample', format: plain },
    ],
    rows: fit.layers.map((layer) => [
      layer.name,
      layer.neurons,
      layer.weightBits,
      layer.coreNumbers.length || null,
      layer.lowerBound || null,
      layer.fullest ?? 'does not fit',
      layer.fullestShare ?? null,
      layer.packetsPerSample ?? null,
    ]),
  });

/** What is used of the cores, and what crosses them. */
const fitNumbers = (fit) =>
  h(
    'div',
    { class: 'pair' },
    fit.limits.length > 0 &&
      table({
        caption: 'Over the cores that hold neurons',
        columns: [
          { label: 'limit' },
          { label: 'used', format: plain },
          { label: 'they have', format: plain },
          { label: 'share, %', format: percentNumber },
        ],
        rows: fit.limits.map(({ limit, unit, used, available }) => [
          limit === unit ? limit : `${limit}, ${unit}`,
          used,
          available,
          used / available,
        ]),
      }),
    fit.traffic &&
      h(
        'div',
        {},
        facts(`Spikes between cores, per sample, of ${plain(fit.traffic.samples)} samples`, [
          ['packets', plain(fit.traffic.packets)],
          ['deliveries', plain(fit.traffic.deliveries)],
          ...[
            ['packets within a tile', fit.traffic.local],
            ['hops east-west', fit.traffic.hopsEastWest],
            ['hops north-south', fit.traffic.hopsNorthSouth],
            ['router passages', fit.traffic.routers],
          ]
            .filter(([, value]) => finite(value))
            .map(([name, value]) => [name, plain(value)]),
        ]),
        h('p', { class: 'small' }, 'Rule: ', bdi(fit.traffic.rule), '.'),
      ),
  );

/** All that there is to say of a fit. */
const fitContent = (fit) => [
  h(
    'dl',
    { class: 'tiles' },
    figureTile(
      isolated(fit.chip),
      fit.fits ? 'fits' : 'does not fit as it is',
      isolated(fit.title),
      fit.fits ? 'good' : 'bad',
    ),
    figureTile(
      'Cores',
      plain(fit.cores),
      `of ${plain(fit.coresPerChip * Math.max(1, fit.chips))} on ${plain(fit.chips)} ${fit.chips === 1 ? 'chip' : 'chips'}; at least ${plain(fit.lowerBound)}, by ${isolated(fit.boundBy)}`,
    ),
    fit.traffic && figureTile('Packets per sample', plain(fit.traffic.packets), 'between cores'),
  ),
  fit.problems.length > 0 && [
    h('h3', {}, 'What does not fit, and what would'),
    h(
      'ul',
      {},
      fit.problems.map(({ sentence }) => h('li', {}, bdi(sentence), '.')),
    ),
  ],
  fit.cores > 0 && coresChart(fit),
  fitTable(fit),
  fitNumbers(fit),
  h('p', {}, bdi(fit.heuristic)),
  fit.notes.map((note) => h('p', { class: 'small' }, bdi(note))),
];

/** A run's chip; nothing where nobody asked. */
const fitSection = (run) =>
  run.results.fit && section('fit', 'On a chip', fitContent(run.results.fit));
