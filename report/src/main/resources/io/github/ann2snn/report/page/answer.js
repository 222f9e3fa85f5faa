// What a reader wants to know first.

function accuracyTile(run) {
  const { snn, comparison } = run.results;
  const ann = annOf(run);
  if (!ann)
    return figureTile('Accuracy', percent(snn.accuracy), `95 % interval ${interval(snn.accuracyInterval)}`);
  const change = -comparison.accuracyDrop;
  const sure = comparison.mcnemarP < 0.05 ? 'significant' : 'not significant';
  return figureTile(
    'Accuracy against the ANN',
    `${points(change)} points`,
    `${percent(snn.accuracy)} (${interval(snn.accuracyInterval)}) instead of ${percent(ann.accuracy)}; ` +
      `${sure}, McNemar ${pValue(comparison.mcnemarP)}`,
  );
}

function stepsTile(run) {
  if (!annOf(run)) return null;
  const half = stepWithin(run, 0.005);
  const tenth = stepWithin(run, 0.001);
  const { timesteps } = run.results.snn;
  return figureTile(
    'Stays within 0.5 points of the ANN',
    half ? `from t = ${half} on` : `not within ${timesteps} steps`,
    tenth
      ? `within 0.1 points from t = ${tenth} on, of ${timesteps} steps`
      : `never settles within 0.1 points in ${timesteps} steps`,
  );
}

function decidingTile(run) {
  const part = run.results.energy[0];
  const most = part && deciding(part);
  return (
    most &&
    figureTile('Most of the energy', itemTitle(most.key), [
      `${percent(most.share, 0)} of ${energyText(part.snnNanojoules)} per sample on `,
      bdi(part.profile),
    ])
  );
}

function int8Tile(run) {
  const others = run.results.energy.filter((candidate) =>
    finite(reference(candidate, 'int8Effective')?.snnRatio),
  );
  if (others.length === 0) return null;
  const part = others[0];
  const ratio = reference(part, 'int8Effective').snnRatio;
  const wins = others.filter((candidate) => reference(candidate, 'int8Effective').snnRatio < 1).length;
  return figureTile(
    'Beats a zero-skipping INT8 ANN?',
    ratio < 1 ? 'Yes' : 'No',
    [
      `${times(ratio)} its energy on `,
      bdi(part.profile),
      others.length > 1 ? `; less on ${wins} of ${others.length} profiles` : '',
    ],
    ratio < 1 ? 'good' : 'bad',
  );
}

const answerOf = (run) => [
  noticeBox(run.results.dataset.notices ?? []),
  run.results.verdict && h('p', { class: 'verdict' }, bdi(run.results.verdict.replace(/^Verdict: /, ''))),
  h('dl', { class: 'tiles' }, [pointTile(run) ?? stepsTile(run), accuracyTile(run), decidingTile(run), int8Tile(run)]),
  annOf(run) ? null : missing(noAnnOf(run)),
];

function comparisonTable() {
  const first = profiles[0];
  const columns = [
    'run',
    'data set',
    'T',
    'accuracy, %',
    'ANN, %',
    'change, points',
    'within 0.5 points from t',
    'SynOps per sample',
    `nJ, ${first ?? ''}`,
    'times zero-skipping INT8 ANN',
  ];
  const rows = runs.map((run) => {
    const { dataset, snn, comparison } = run.results;
    const part = first && energyOf(run, first);
    return [
      run.name,
      dataset.name,
      snn.timesteps,
      percentNumber(snn.accuracy),
      percentNumber(annOf(run)?.accuracy),
      comparison ? points(-comparison.accuracyDrop) : null,
      annOf(run) ? stepWithin(run, 0.005) : null,
      snn.synapticOperationsPerSample,
      part?.snnNanojoules,
      reference(part, 'int8Effective')?.snnRatio,
    ];
  });
  return table({
    caption: 'The runs beside each other',
    rows,
    columns: columns.map((label, i) => ({ label, numeric: i > 1 })),
  });
}

const answerSection = () =>
  section(
    'answer',
    'The answer',
    several
      ? [
          comparisonTable(),
          runs.map((run) => h('div', { class: 'run-answer' }, h('h3', {}, bdi(run.name)), answerOf(run))),
        ]
      : answerOf(runs[0]),
  );

function titleBlock() {
  const { dataset, ann, snn } = runs[0].results;
  if (several) return h('div', {}, h('h1', {}, `${runs.length} runs compared`));
  return h(
    'div',
    {},
    h('h1', {}, 'A spiking network on ', bdi(dataset.name)),
    h(
      'p',
      { class: 'subtitle' },
      ann && [bdi(ann.architecture), ', '],
      `${plain(dataset.samples)} ${isolated(dataset.split)} samples, T = ${snn.timesteps}, ${isolated(snn.coding)} coding, ${isolated(snn.readout)} readout`,
    ),
  );
}
