// Single samples: image, spikes and potentials.

/** The bytes of a base64 image on a canvas; null where they do not fit the shape. */
function picture(base64, shape, description) {
  if (!base64 || !shape) return null;
  const [channels, height, width] = shape;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (bytes.length !== channels * height * width) return null;
  const canvas = h('canvas', { width, height, role: 'img', 'aria-label': description, class: 'picture' });
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const plane = height * width;
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = bytes[channels >= 3 ? c * plane + i : i];
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

const sampleTitle = (run, sample) =>
  [
    `#${sample.index}, true ${isolated(className(run, sample.label))}`,
    'ann' in sample ? `ANN ${isolated(className(run, sample.ann))}` : null,
    `SNN ${isolated(className(run, sample.snn))}`,
  ]
    .filter(Boolean)
    .join(', ');

/** The classes worth a colour: the true one, what the SNN says, what the ANN says. */
function roles(run, sample) {
  const found = new Map([[sample.label, { words: ['true'], fill: color(2) }]]);
  for (const [who, chosen, fill] of [
    ['SNN', sample.snn, color(1)],
    ['ANN', sample.ann, color(0)],
  ]) {
    if (chosen === undefined) continue;
    if (found.has(chosen)) found.get(chosen).words.push(who);
    else found.set(chosen, { words: [who], fill });
  }
  return found;
}

function potentialsChart(run, sample) {
  const special = roles(run, sample);
  const classes = d3.range(sample.potentials[0].length);
  const unit = run.results.snn.readout === 'spikes' ? 'spike count' : 'potential';
  const order = d3.sort(classes, (c) => special.has(c));
  return chart({
    id: 'potentials',
    title: 'Class potentials over time',
    height: 260,
    about: 'The class with the largest value is the answer at each step.',
    legend: [
      ...[...special].map(([c, { words, fill }], i) => ({
        label: `${className(run, c)} (${words.join(', ')})`,
        kind: 'line',
        fill,
        pattern: dash(i),
      })),
      { label: 'other classes', kind: 'line', fill: 'var(--faint)' },
    ],
    data: {
      columns: [
        { label: 't', numeric: true },
        ...classes.map((c) => ({ label: className(run, c), format: plain })),
      ],
      rows: sample.potentials.map((values, t) => [t + 1, ...values]),
    },
    draw: ({ svg, width, height }) => {
      const steps = sample.potentials.length;
      const x = d3.scaleLinear([1, Math.max(2, steps)], [MARGIN.left, width - MARGIN.right]);
      const y = d3
        .scaleLinear(d3.extent(sample.potentials.flat()), [height - MARGIN.bottom, MARGIN.top])
        .nice();
      axes(
        { svg, width, height },
        {
          x,
          y,
          xLabel: 'time steps',
          yLabel: unit,
          xTicks: stepTicks(steps, width),
          xFormat: d3.format('d'),
        },
      );
      for (const c of order) {
        const style = special.get(c);
        svg
          .append('path')
          .attr('class', style ? 'line mark' : 'line faint mark')
          .style('stroke', style?.fill ?? null)
          .attr('stroke-dasharray', style ? dash([...special.keys()].indexOf(c)) || null : null)
          .attr(
            'd',
            d3
              .line(
                (d, t) => x(t + 1),
                (d) => y(d[c]),
              )
              .defined((d) => finite(d[c]))(sample.potentials),
          );
      }
      return sample.potentials.flatMap((values, t) =>
        classes
          .filter((c) => finite(values[c]))
          .map((c) => ({
            x: x(t + 1),
            y: y(values[c]),
            rows: [
              [`class ${className(run, c)}`, plain(values[c])],
              ['t', t + 1],
            ],
          })),
      );
    },
  });
}

function rasterChart(run, sample, raster, i) {
  const steps = raster.spikes.length;
  const spikes = raster.spikes.flatMap((positions, t) =>
    positions.map((position) => ({ t: t + 1, position })),
  );
  return chart({
    id: `raster-${i}`,
    title: `Spikes of layer ${isolated(shortened(raster.layer, 40))}`,
    height: 66 + Math.max(48, Math.min(64, raster.shown.length) * 4),
    about: `${raster.shown.length} of ${plain(raster.neurons)} neurons, ${plain(spikes.length)} spikes.`,
    data: {
      columns: [{ label: 't', numeric: true }, { label: 'neurons that fire' }],
      rows: raster.spikes.map((positions, t) => [t + 1, positions.map((p) => raster.shown[p]).join(' ')]),
    },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLinear([0.5, steps + 0.5], [MARGIN.left, width - MARGIN.right]);
      const y = d3.scaleLinear([0, Math.max(1, raster.shown.length)], [MARGIN.top, height - MARGIN.bottom]);
      const tall = Math.max(1.5, y(1) - y(0) - 0.8);
      const wide = Math.min(10, Math.max(1.5, 0.45 * (x(2) - x(1))));
      axes(
        { svg, width, height },
        {
          x,
          y,
          xLabel: 'time steps',
          yLabel: 'neuron',
          xTicks: stepTicks(steps, width),
          xFormat: d3.format('d'),
          yTicks: raster.shown.length ? [0, raster.shown.length - 1] : [],
          yFormat: (position) => String(raster.shown[position]),
        },
      );
      svg
        .append('g')
        .selectAll('rect')
        .data(spikes)
        .join('rect')
        .attr('class', 'mark')
        .attr('x', (d) => x(d.t) - wide / 2)
        .attr('width', wide)
        .attr('y', (d) => y(d.position))
        .attr('height', tall)
        .style('fill', 'currentColor');
      return spikes.map((d) => ({
        x: x(d.t),
        y: y(d.position) + tall / 2,
        rows: [
          ['neuron', raster.shown[d.position]],
          ['t', d.t],
        ],
      }));
    },
  });
}

function sampleView(run, sample) {
  const agrees = sample.snn === sample.label;
  return h(
    'div',
    { class: 'sample' },
    h(
      'div',
      { class: 'sample-facts' },
      picture(sample.image, run.results.dataset.imageShape, `Image of sample ${sample.index}`) ??
        missing('These samples are no images.'),
      h(
        'dl',
        {},
        h('dt', {}, 'Test sample'),
        h('dd', {}, `#${sample.index}`),
        h('dt', {}, 'True class'),
        h('dd', {}, bdi(className(run, sample.label))),
        sample.ann === undefined ? null : [h('dt', {}, 'ANN'), h('dd', {}, bdi(className(run, sample.ann)))],
        h('dt', {}, 'SNN'),
        h(
          'dd',
          { class: agrees ? null : 'wrong' },
          bdi(className(run, sample.snn)),
          agrees ? '' : ' (wrong)',
        ),
      ),
    ),
    h(
      'div',
      {},
      potentialsChart(run, sample),
      oneOrAll(
        'raster-layer',
        'Layer',
        sample.rasters.map((raster) => raster.layer),
        (i) => rasterChart(run, sample, sample.rasters[i], i),
      ),
    ),
  );
}

function samplesSection(run) {
  const { samples } = run.results;
  if (!samples?.length)
    return section('samples', 'Single samples', missing(older('spikes of single samples')));
  const holder = h('div', { 'aria-live': 'polite', id: 'sample-view' });
  const select = chooser(
    'sample',
    'Sample',
    samples.map((sample, i) => [String(i), sampleTitle(run, sample)]),
    (value) => holder.replaceChildren(sampleView(run, samples[Number(value)])),
  );
  const list = select.querySelector('select');
  const move = (step) => () => {
    list.selectedIndex = (list.selectedIndex + step + samples.length) % samples.length;
    list.dispatchEvent(new Event('change'));
  };
  select.append(
    h('button', { type: 'button', class: 'quiet', id: 'sample-previous', onclick: move(-1) }, 'Previous'),
    h('button', { type: 'button', class: 'quiet', id: 'sample-next', onclick: move(1) }, 'Next'),
  );
  holder.append(sampleView(run, samples[0]));
  return section(
    'samples',
    'Single samples',
    h(
      'p',
      {},
      'Test samples that the SNN gets right, one per class, then samples that the conversion flipped.',
    ),
    select,
    holder,
  );
}
