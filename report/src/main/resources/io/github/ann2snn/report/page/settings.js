// How the numbers came about, and what they mean.

const SETTINGS = [
  'timesteps',
  'coding',
  'readout',
  'readoutStart',
  'normalization',
  'percentile',
  'initialPotential',
  'reset',
  'arithmetic',
  'footprintBytes',
];
function settingsSection(run) {
  const { dataset, ann, snn, provenance } = run.results;
  const rows = [
    ['data set', dataset.name],
    ['split', dataset.split],
    ['samples', String(dataset.samples)],
    ['SHA-256 of the samples', dataset.sha256],
    ...(ann
      ? [
          ['ANN', ann.architecture],
          ['MACs per sample, dense', plain(ann.macsPerSample.dense)],
          ['MACs per sample, inputs not zero', plain(ann.macsPerSample.effective)],
        ]
      : []),
    ...SETTINGS.filter((key) => snn[key] !== undefined).map((key) => [words(key), String(snn[key])]),
  ];
  const traced = flattened(provenance ?? {});
  return section(
    'settings',
    'Settings and provenance',
    facts('Settings', rows),
    traced.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, 'Provenance: model, network, versions, seeds'),
        facts('Provenance', traced),
      ),
  );
}

function definitionsSection(run) {
  const entries = Object.entries(run.results.definitions ?? {});
  if (entries.length === 0) return section('definitions', 'Definitions', missing(older('definitions')));
  return section(
    'definitions',
    'Definitions',
    h(
      'dl',
      { class: 'definitions' },
      entries.map(([key, text]) => [
        h('dt', { id: `definition-${key}` }, itemTitle(key), ' ', h('code', {}, bdi(key))),
        h('dd', {}, bdi(text)),
      ]),
    ),
  );
}
