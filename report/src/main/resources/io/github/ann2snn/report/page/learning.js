// What a network that learned without labels learned.

function learningFacts(run, learning) {
  const voiceless = learning.neuronsWithoutClass;
  return h(
    'p',
    {},
    `It learned by ${isolated(learning.rule)} from ${plain(learning.presented)} samples, shown one after another, without their labels. ` +
      `Afterwards each neuron got the class of the training samples that it responds to most` +
      `${voiceless ? `; ${plain(voiceless)} responded to none` : ''}. ` +
      (learning.silentSamples
        ? `No neuron responded to ${plain(learning.silentSamples)} of the test samples; they count as class ${isolated(className(run, 0))}.`
        : 'Some neuron responded to every test sample.'),
  );
}

function learningCurve(run, { windows }) {
  const ends = d3.cumsum(windows, (w) => w.samples);
  const first = windows[0].samples;
  const points = windows.map((w, i) => ({ samples: first + ends[i], accuracy: w.accuracy }));
  return chart({
    id: 'learning-curve',
    title: 'Accuracy while learning',
    height: 240,
    about: 'Each window of samples as the classes that the neurons had before it would classify it.',
    data: {
      columns: [
        { label: 'samples learned', format: plain },
        { label: 'accuracy, %', format: percentNumber },
      ],
      rows: points.map((d) => [d.samples, d.accuracy]),
    },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLinear([0, d3.max(points, (d) => d.samples)], [MARGIN.left, width - MARGIN.right]);
      const y = d3
        .scaleLinear(
          [Math.max(0, d3.min(points, (d) => d.accuracy) - 0.05), Math.min(1, d3.max(points, (d) => d.accuracy) + 0.02)],
          [height - MARGIN.bottom, MARGIN.top],
        )
        .nice();
      axes(
        { svg, width, height },
        { x, y, xLabel: 'samples learned', yLabel: 'accuracy, %', xFormat: d3.format('~s'), yFormat: percentTick },
      );
      line(svg, points, run, { x: (d) => x(d.samples), y: (d) => y(d.accuracy) });
      return points.map((d) => ({
        x: x(d.samples),
        y: y(d.accuracy),
        rows: [
          ['samples', plain(d.samples)],
          ['accuracy', percent(d.accuracy)],
        ],
      }));
    },
  });
}

/** The receptive fields of the neurons that stand for one class, or for none. */
function fieldsOf(run, label, members) {
  const name = label === null ? 'No class' : `Class ${isolated(className(run, label))}`;
  return h(
    'div',
    {},
    h('h4', {}, `${name}: ${plain(members.length)}`),
    h(
      'div',
      { class: 'fields' },
      members.map(({ field, neuron }) => {
        const canvas = picture(
          field.weights,
          run.results.dataset.imageShape,
          `Weights of neuron ${neuron}, ${name}, the largest ${significant(field.largest)}`,
        );
        canvas?.setAttribute('title', `neuron ${neuron}, largest weight ${significant(field.largest)}`);
        return canvas;
      }),
    ),
  );
}

function receptiveFields(run, { fields, thresholdsMv }) {
  if (!fields) return missing('These samples are no images, so there are no receptive fields to show.');
  const groups = d3.groups(
    fields.map((field, neuron) => ({ field, neuron })),
    ({ field }) => field.label ?? null,
  );
  const sorted = d3.sort(groups, ([label]) => label ?? Infinity);
  return h(
    'div',
    {},
    h('h3', {}, 'Receptive fields'),
    h(
      'p',
      {},
      `The weights from the inputs to each neuron, white the largest of the neuron. ` +
        (fields.length < thresholdsMv.length
          ? `The first ${plain(fields.length)} of ${plain(thresholdsMv.length)} neurons.`
          : `All ${plain(fields.length)} neurons.`),
    ),
    sorted.map(([label, members]) => fieldsOf(run, label, members)),
  );
}

function learningSection(run) {
  const { learning } = run.results;
  if (!learning) return null;
  return section(
    'learning',
    'What it learned',
    learningFacts(run, learning),
    learning.windows.length ? learningCurve(run, learning) : null,
    receptiveFields(run, learning),
  );
}
