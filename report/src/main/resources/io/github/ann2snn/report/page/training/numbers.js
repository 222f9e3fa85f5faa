// Every number of the first update of a small network by one sample.

const digits = decimals(8);
const vector = (numbers) => `(${numbers.map(digits).join(', ')})`;

function neuronTable({ layers }) {
  return table({
    caption: 'Forward and backward, neuron by neuron: z = x W + b, a = f(z), δ = ∂L/∂z',
    columns: [
      { label: 'neuron' },
      ...['z', 'a', 'δ'].map((label) => ({ label, format: digits })),
    ],
    rows: layers.flatMap(({ name, sums, activations, deltas }) =>
      sums.map((sum, i) => [`${visible(name)} ${i + 1}`, sum, activations[i], deltas[i]]),
    ),
  });
}

function parameterTable({ layers }) {
  const rows = layers.flatMap(({ name, weights, weightGradients, newWeights, biases, deltas, newBiases }) => [
    ...weights.flatMap((to, input) =>
      to.map((weight, neuron) => [
        `${visible(name)} W ${input + 1}, ${neuron + 1}`,
        weight,
        weightGradients[input][neuron],
        newWeights[input][neuron],
      ]),
    ),
    ...biases.map((bias, neuron) => [`${visible(name)} b ${neuron + 1}`, bias, deltas[neuron], newBiases[neuron]]),
  ]);
  return table({
    caption: 'The update, parameter by parameter; W i, j leads from input i of the layer to its neuron j',
    columns: [
      { label: 'parameter' },
      ...['before', '∂L/∂parameter', 'after'].map((label) => ({ label, format: digits })),
    ],
    rows,
  });
}

/** Nothing for larger networks and batches, of which they are not kept. */
function updateNumbers({ epochs }) {
  const { epoch, firstUpdate } = epochs.find((one) => one.firstUpdate) ?? {};
  if (!firstUpdate) return null;
  return [
    h('h3', {}, 'One update, number by number'),
    h(
      'p',
      {},
      `The first of epoch ${epoch}: for x = ${vector(firstUpdate.inputs)} with y = ${vector(firstUpdate.targets)} the network says ` +
        `ŷ = ${vector(firstUpdate.outputs)}, a loss of ${digits(firstUpdate.loss)}. Learning rate ${plain(firstUpdate.learningRate)}.`,
    ),
    h('div', { class: 'pair', id: 'training-numbers' }, neuronTable(firstUpdate), parameterTable(firstUpdate)),
  ];
}
