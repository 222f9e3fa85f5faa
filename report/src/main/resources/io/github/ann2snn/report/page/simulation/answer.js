// What a reader wants to know first.

const KINDS = {
  lif: 'Leaky integrate-and-fire neurons',
  stdp: 'Leaky neurons that learn by spike timing',
  hh: 'Axons of Hodgkin and Huxley',
};

const rateText = ({ lowest, highest }) =>
  lowest === highest ? `${significant(lowest)} Hz` : `${significant(lowest)} to ${significant(highest)} Hz`;

function spikesTile() {
  const fired = outcome.neuronsThatFired;
  return figureTile(
    'Spikes',
    plain(outcome.spikes),
    finite(fired) && neuronCount > 1 ? `${plain(fired)} of ${plain(neuronCount)} neurons fired` : null,
  );
}

const ratesTile = () =>
  figureTile(
    'Rate in the second half',
    outcome.spikes > 0 ? rateText(outcome.settledRateHz) : 'silent',
    outcome.spikes === 0
      ? null
      : neuronCount > 1
        ? `one over the mean interval, lowest and highest neuron; ${significant(outcome.meanRateHz)} Hz in the mean over neurons and the whole run`
        : `one over the mean interval; ${significant(outcome.meanRateHz)} Hz counted over the whole run`,
  );

const thresholdTile = () =>
  figureTile(
    'A neuron fires above',
    `${plain(outcome.membrane.rheobaseNanoamperes)} nA`,
    `the strongest current lifts V by ${voltageText(outcome.membrane.strongestDriveMv)} of the ` +
      `${voltageText(outcome.membrane.neededDriveMv)} from rest to threshold`,
  );

const voltageText = (millivolts) =>
  Math.abs(millivolts) < 0.1 && millivolts !== 0
    ? `${plain(Number((millivolts * 1000).toPrecision(4)))} µV`
    : `${plain(Number(millivolts.toPrecision(4)))} mV`;

const axonTiles = () => [
  figureTile(
    'Strongest current',
    `${plain(Number(outcome.strongestDensityMicroamperesPerCm2.toPrecision(4)))} µA/cm²`,
    `on ${plain(settings.areaUm2)} µm² of membrane, without noise`,
  ),
  finite(outcome.peakMv) &&
    figureTile('Highest V', `${plain(outcome.peakMv)} mV`, `${plain(outcome.amplitudeMv)} mV above rest`),
];

function weightsTile() {
  const { weights } = outcome;
  if (!weights?.after) return null;
  return figureTile(
    'Mean weight',
    `${significant(weights.after.mean)} ${weights.unit}`,
    `${significant(weights.before.mean)} ${weights.unit} before; ${plain(weights.grew)} of ${plain(weights.synapses)} synapses grew, ${plain(weights.shrank)} shrank`,
  );
}

/** A number stays on the line of its unit, an option on one line. */
const unbroken = (text) =>
  text.replace(/(\d) (ms|s|mV|uV|nA|MOhm)\b/g, '$1\u00a0$2').replace(/--(?=\w)/g, '-\u2060-\u2060');

const answerSection = () =>
  section(
    'answer',
    'What happened',
    noticeBox(simulation.notices ?? []),
    h('p', { class: 'verdict' }, bdi(unbroken(outcome.summary ?? outcome.silence ?? ''))),
    h(
      'dl',
      { class: 'tiles' },
      spikesTile(),
      ratesTile(),
      isAxon ? axonTiles() : thresholdTile(),
      weightsTile(),
    ),
  );

/** When the current flows, if not always. */
const whenText = () =>
  [
    settings.pulsePeriod &&
      `in pulses of ${spaced(settings.pulseWidth)} every ${spaced(settings.pulsePeriod)}`,
    settings.from && Number.parseFloat(settings.from) !== 0 && `from ${spaced(settings.from)}`,
    settings.until && `until ${spaced(settings.until)}`,
  ]
    .filter(Boolean)
    .map((part) => ` ${part}`)
    .join('');

/** The currents in words. */
const driveText = () =>
  (settings.current === settings.currentTo || neuronCount === 1
    ? spaced(settings.current)
    : `${spaced(settings.current)} to ${spaced(settings.currentTo)}`) +
  whenText() +
  (outcome.drive?.noisy ? `, noise of ${spaced(settings.noise)}` : '');

const titleBlock = () =>
  h(
    'div',
    {},
    h('h1', {}, KINDS[simulation.kind]),
    h(
      'p',
      { class: 'subtitle' },
      simulation.preset && [bdi(simulation.preset), ': '],
      `${plain(neuronCount)} ${neuronCount === 1 ? 'neuron' : 'neurons'} at `,
      bdi(driveText()),
      `; ${timeText(durationMs)} in ${plain(settings.steps)} ${settings.steps === 1 ? 'step' : 'steps'} of ${isolated(spaced(settings.dt))}`,
    ),
  );
