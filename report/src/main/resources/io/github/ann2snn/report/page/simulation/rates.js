// The f-I curve.

const steady = outcome.drive?.steadyInSecondHalf ?? true;
const theory = steady ? (pageData.rates.theory ?? []) : [];

/** What the curve says, and what it does not. */
function theoryNotes() {
  if (!steady) {
    return [
      'The current does not flow throughout the second half: mean intervals may span pauses' +
        (isAxon ? '.' : ', and the theoretical curve, which is for a constant current, is left out.'),
    ];
  }
  if (isAxon) return [];
  return [
    'The curve is what theory says of a leaky neuron under a constant current and nothing else: 1 / (t_ref + τ ln((E_L + R I − reset) / (E_L + R I − threshold))). Steps shift each interval by about one dt at most.',
    hasSynapses && 'With synapses it is no prediction: arriving spikes add to the current.',
    outcome.drive?.noisy && 'It is the curve without noise.',
  ].filter(Boolean);
}

function drawRates({ svg, width, height }) {
  const { rows } = pageData.rates;
  const currents = [...rows.map(([, current]) => current), ...theory.map(([current]) => current)];
  let [low, high] = d3.extent(currents);
  if (low === high)
    [low, high] = [low - Math.max(0.1 * Math.abs(low), 0.1), high + Math.max(0.1 * Math.abs(high), 0.1)];
  const room = 0.03 * (high - low);
  const most = d3.max([...rows.map(([, , , rate]) => rate), ...theory.map(([, rate]) => rate)]) || 1;
  const x = d3.scaleLinear([low - room, high + room], [MARGIN.left, width - MARGIN.right]);
  const y = d3.scaleLinear([0, 1.05 * most], [height - MARGIN.bottom, MARGIN.top]).nice();
  axes(
    { svg, width, height },
    { x, y, xLabel: 'current, nA', yLabel: 'rate in the second half, Hz', xFormat: plain, yFormat: plain },
  );
  if (theory.length > 0) theoryLine(svg, theory, x, y);
  measuredDots(
    svg,
    rows,
    rows.length > 200 ? 2 : 3.5,
    ([, current]) => x(current),
    ([, , , rate]) => y(rate),
  );
  return rows.map(([neuron, current, spikes, rate]) => ({
    x: x(current),
    y: y(rate),
    rows: [
      [`neuron ${neuron}`, `${plain(rate)} Hz`],
      ['current', `${plain(current)} nA`],
      ['spikes', plain(spikes)],
    ],
  }));
}

function ratesSection() {
  const { every, rows } = pageData.rates;
  const figure = chart({
    id: 'f-i',
    title: 'Rate over current',
    about:
      'Each dot is a neuron; its rate is one over the mean interval between its spikes in the second half of the run, or 0 with fewer than two.' +
      (every > 1 ? ` Of every ${plain(every)} neurons one is drawn.` : ''),
    legend: [
      { label: 'simulated', kind: 'dot', fill: color(0) },
      ...(theory.length > 0 ? [{ label: 'theory, constant current alone', ...THEORY }] : []),
    ],
    height: 340,
    data: {
      columns: ['neuron', 'current, nA', 'spikes', 'rate in the second half, Hz'].map((label, i) => ({
        label,
        ...(i > 0 ? { format: plain } : {}),
      })),
      rows: rows.map(([neuron, ...others]) => [String(neuron), ...others]),
    },
    draw: drawRates,
  });
  const noise = isAxon && outcome.drive?.noisy && 'The current has noise.';
  return section(
    'f-i',
    'f-I curve',
    figure,
    [...theoryNotes(), noise, isAxon && `1 nA is ${plain(1e5 / settings.areaUm2)} µA/cm² on this membrane.`]
      .filter(Boolean)
      .map((text) => h('p', { class: 'small' }, text)),
  );
}
