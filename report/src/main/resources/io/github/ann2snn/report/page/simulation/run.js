// The simulation of this page: its document, and its series as the program embedded them.

const simulation = pageData.results;
const settings = simulation.settings;
const outcome = simulation.results;
const { dtMs, durationMs } = pageData;
const neuronCount = settings.neurons;
const isAxon = simulation.kind === 'hh';
const hasSynapses = simulation.kind === 'stdp' && outcome.weights?.synapses > 0;

/** `2.5nA` as `2.5 nA`, `1us` as `1 µs`, `10MOhm` as `10 MΩ`. */
const spaced = (quantity) =>
  String(quantity)
    .replace(/^([-+.\deE]*\d)([^\d.]+)$/, '$1 $2')
    .replace(/ u(?=[AVsFS]$)/, ' µ')
    .replace(/Ohm$/, 'Ω');

/** The unit that suits times of this run, and the factor from milliseconds to it. */
const [TIME_FACTOR, TIME_UNIT] = durationMs >= 2e4 ? [1e-3, 's'] : durationMs < 2 ? [1e3, 'µs'] : [1, 'ms'];
const timeText = (milliseconds) =>
  `${plain(Number((milliseconds * TIME_FACTOR).toPrecision(9)))} ${TIME_UNIT}`;
const exactTime = (milliseconds) =>
  `${new Intl.NumberFormat('en', { maximumFractionDigits: 4 }).format(milliseconds)} ms`;

const currentOf = new Map(pageData.rates.rows.map(([neuron, current]) => [neuron, current]));
const neuronTitle = (neuron) =>
  currentOf.has(neuron) ? `neuron ${neuron}, ${plain(currentOf.get(neuron))} nA` : `neuron ${neuron}`;

/** Where V counts as a spike. */
const fireLevel = isAxon ? settings.spikeLevelMv : outcome.membrane.thresholdMv;
const restLevel = isAxon ? outcome.restMv : outcome.membrane.restMv;
