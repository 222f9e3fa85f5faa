// What a sample takes on one device, and what an ANN would take on the same silicon.

function aboutProfile(part) {
  return [
    isolated(part.title ?? part.profile),
    part.source && `Prices: ${isolated(part.source)}`,
    part.fitsArithmetic === false && 'It is meant for other numbers than this network computes with',
    part.snnRange && 'The line below a bar is the range that the source gives',
  ]
    .filter(Boolean)
    .map((text) => `${text}.`)
    .join(' ');
}

/** One profile in absolute numbers: the spiking networks by item, then the ANNs. */
function profileChart(profile) {
  const having = runs.filter((run) => energyOf(run, profile));
  const keys = itemKeys().filter((key) => having.some((run) => energyOf(run, profile).snnItems[key] > 0));
  const rows = having.map((run) => {
    const part = energyOf(run, profile);
    return {
      label: several ? run.name : 'spiking network',
      end: energyText(part.snnNanojoules),
      extent: part.snnRange,
      bars: stacked(part.snnItems, keys, 1).map((bar) => ({
        ...bar,
        price: part.picojoules?.[bar.key],
        count: part.counts?.[bar.key] ?? run.results.snn.operations?.[bar.key],
        text: `${energyText(bar.to - bar.from)}, ${percent((bar.to - bar.from) / part.snnNanojoules, 1)}`,
      })),
    };
  });
  const withReferences = having.find((run) => energyOf(run, profile).references ?? annOf(run));
  const part = withReferences && energyOf(withReferences, profile);
  const references =
    part?.references ??
    [
      ['dense ANN', part?.annDenseNanojoules],
      ['ANN that skips zeros', part?.annEffectiveNanojoules],
    ]
      .filter(([, nanojoules]) => finite(nanojoules))
      .map(([title, nanojoules]) => ({ title, nanojoules }));
  for (const { title, nanojoules } of references) {
    rows.push({
      label: annTitle(withReferences, title),
      end: energyText(nanojoules),
      bars: [{ key: 'ann', title: 'all of it', from: 0, to: nanojoules, text: energyText(nanojoules) }],
    });
  }
  const most =
    d3.max(rows, (row) => Math.max(row.extent?.[1] ?? 0, d3.max(row.bars, (bar) => bar.to) ?? 0)) || 1;
  const [factor, unit] = energyUnit(most);
  return chart({
    id: 'energy',
    title: 'Energy per sample by item',
    height: 70 + rows.length * 48,
    about: aboutProfile(energyOf(having[0], profile)),
    legend: [...itemLegend(keys), ...(references.length ? [{ label: 'ANN', fill: 'var(--ann)' }] : [])],
    data: {
      columns: [
        { label: 'network' },
        { label: 'item' },
        { label: 'number per sample', format: plain },
        { label: 'pJ each', format: plain },
        { label: 'nJ per sample', format: plain },
      ],
      rows: rows.flatMap((row) =>
        row.bars.map((bar) => [
          row.label,
          bar.title ?? itemTitle(bar.key),
          bar.count,
          bar.price,
          bar.to - bar.from,
        ]),
      ),
    },
    draw: (frame) =>
      drawBars(frame, rows, {
        xLabel: `${unit} per sample`,
        most,
        xFormat: (value) => plain(value * factor),
        fillOf: (bar) => (bar.key === 'ann' ? 'var(--ann)' : color(itemKeys().indexOf(bar.key))),
      }),
  });
}

function energySection() {
  if (profiles.length === 0)
    return section('energy', 'Energy', missing('This results file has no device profile.'));
  const holder = h('div', {});
  const show = (profile) => holder.replaceChildren(profileChart(profile));
  show(profiles[0]);
  return section(
    'energy',
    'Energy',
    profiles.length > 1 && chooser('energy-profile', 'Device profile', profileOptions(profiles), show),
    holder,
    several ? null : energyDetails(runs[0]),
  );
}
