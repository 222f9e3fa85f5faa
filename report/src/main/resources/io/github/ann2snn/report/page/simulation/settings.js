// How the numbers came about, and where they are.

const FILES = {
  'spikes.csv': 'every spike in order of time: neuron, ms',
  'rates.csv': 'each neuron: current, spikes, rate in the second half',
  'potentials.csv': 'V of the first neurons at every step',
  'weights.csv': 'each synapse: from, to, weight before and after',
  'gates.csv': 'm, h and n of the first axon at every step',
  'window.csv': 'the measured window of plasticity: Δt, change, formula',
};

function settingsSection() {
  const files = simulation.files ?? [];
  return section(
    'settings',
    'Settings and files',
    h(
      'div',
      { class: 'pair whole' },
      facts(
        'Settings',
        flattened(settings).map(([key, value]) => [words(key), spaced(value)]),
      ),
      h(
        'div',
        {},
        facts(
          'Files beside this page',
          files.map((name) => [name, FILES[name] ?? '']),
        ),
        facts('Provenance', flattened(simulation.provenance ?? {})),
      ),
    ),
  );
}
