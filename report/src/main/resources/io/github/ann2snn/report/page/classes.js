// Samples that the conversion flipped, and confusion matrices.

const FLIPS = [
  ['lost', 'Lost', 'the ANN is right, the SNN wrong', (s) => s.ann === s.label],
  ['gained', 'Gained', 'the SNN is right, the ANN wrong', (s) => s.snn === s.label],
  [
    'bothWrong',
    'Wrong in another way',
    'both are wrong, with different classes',
    (s) => s.ann !== s.label && s.snn !== s.label,
  ],
];

const flippedCard = (run, sample) =>
  h(
    'li',
    { class: 'card' },
    picture(sample.image, run.results.dataset.imageShape, `Image of sample ${sample.index}`),
    h(
      'p',
      {},
      h('b', {}, 'true ', bdi(className(run, sample.label))),
      h('br'),
      'ANN ',
      bdi(className(run, sample.ann)),
      ' → SNN ',
      bdi(className(run, sample.snn)),
    ),
    h(
      'p',
      { class: 'small' },
      `#${sample.index}`,
      h('br'),
      `lead ${significant(sample.annMargin)} → ${significant(sample.snnMargin)}`,
    ),
  );

function flippedSection(run) {
  const flipped = run.results.comparison?.flipped;
  if (!flipped)
    return section('flipped', 'Flipped samples', missing(annOf(run) ? older('flipped samples') : noAnn));
  const total = flipped.lost + flipped.gained + flipped.bothWrong;
  if (total === 0)
    return section(
      'flipped',
      'Flipped samples',
      h('p', {}, 'None: the ANN and the SNN give every sample the same class.'),
    );
  const samples = flipped.samples ?? [];
  return section(
    'flipped',
    'Flipped samples',
    h(
      'p',
      {},
      `The SNN gives ${plain(total)} of ${plain(run.results.dataset.samples)} samples another class than the ANN. ` +
        'The lead is the largest value less the second: of the ANN’s logits, then of the SNN’s readout' +
        `${flipped.snnMarginUnit ? ` (${isolated(flipped.snnMarginUnit)})` : ''}.`,
    ),
    FLIPS.map(([key, title, meaning, belongs]) => {
      const shown = samples.filter(belongs);
      return h(
        'div',
        {},
        h('h3', {}, `${title}: ${plain(flipped[key])}`),
        h('p', {}, `Here ${meaning}.${shown.length < flipped[key] ? ` ${shown.length} are shown.` : ''}`),
        shown.length > 0 &&
          h(
            'ul',
            { class: 'cards' },
            shown.map((sample) => flippedCard(run, sample)),
          ),
      );
    }),
    h(
      'details',
      {},
      h('summary', {}, 'Data as a table'),
      table({
        caption: 'Flipped samples',
        columns: [
          { label: 'sample' },
          { label: 'true' },
          { label: 'ANN' },
          { label: 'SNN' },
          { label: 'lead of the ANN', format: plain },
          { label: 'lead of the SNN', format: plain },
        ],
        rows: samples.map((s) => [
          `#${s.index}`,
          className(run, s.label),
          className(run, s.ann),
          className(run, s.snn),
          s.annMargin,
          s.snnMargin,
        ]),
      }),
    ),
  );
}

function confusionChart(run, id, title, matrix) {
  const n = matrix.length;
  const cells = matrix.flatMap((row, truth) =>
    row.map((count, predicted) => ({ truth, predicted, count, share: count / Math.max(1, d3.sum(row)) })),
  );
  const errors = cells.filter((d) => d.truth !== d.predicted);
  const most = d3.max(errors, (d) => d.share) || 1;
  return chart({
    id,
    title,
    height: (width) => Math.min(500, width),
    about: `Rows: true class; columns: what the network says. Darker: more of the row’s samples are mistaken so; at most ${percent(most, 1)}.`,
    data: {
      columns: [
        { label: 'true \\ predicted' },
        ...d3.range(n).map((c) => ({ label: className(run, c), numeric: true, format: plain })),
      ],
      rows: matrix.map((row, truth) => [className(run, truth), ...row]),
    },
    draw: ({ svg, width, height }) => {
      const labels = n <= 24;
      const longest = Math.min(12, d3.max(d3.range(n), (c) => Array.from(className(run, c)).length));
      const left = labels ? Math.max(62, 14 + 7 * longest) : 62;
      // Names that are wider than their column lean.
      const leaning = labels && 7 * longest > (width - left - 8) / n;
      const top = leaning ? 34 + 5.5 * longest : 46;
      const right = leaning ? Math.max(8, 5.5 * longest - (width - left) / n / 2) : 8;
      const side = Math.min(width - left - right, height - top - 8);
      const at = d3.scaleBand(d3.range(n), [0, side]).padding(n > 40 ? 0 : 0.04);
      const group = svg.append('g').attr('transform', `translate(${left},${top})`);
      group
        .selectAll('rect')
        .data(cells)
        .join('rect')
        .attr('class', (d) => (d.truth === d.predicted ? 'mark right' : 'mark'))
        .attr('x', (d) => at(d.predicted))
        .attr('y', (d) => at(d.truth))
        .attr('width', at.bandwidth())
        .attr('height', at.bandwidth())
        .style('fill', (d) => (d.truth === d.predicted ? null : color(1)))
        .style('fill-opacity', (d) =>
          d.truth === d.predicted ? null : d.count === 0 ? 0.04 : 0.2 + 0.8 * Math.sqrt(d.share / most),
        );
      if (at.bandwidth() >= 22) {
        group
          .selectAll('text')
          .data(cells.filter((d) => d.count > 0))
          .join('text')
          .attr('class', (d) => (d.truth !== d.predicted && d.share > 0.2 * most ? 'cell strong' : 'cell'))
          .attr('text-anchor', 'middle')
          .attr('x', (d) => at(d.predicted) + at.bandwidth() / 2)
          .attr('y', (d) => at(d.truth) + at.bandwidth() / 2 + 4)
          .text((d) => (d.count > 9999 ? powers(d.count) : d.count));
      }
      if (labels) {
        const names = (c) => shortened(className(run, c), 12);
        const note = (place) =>
          svg.append('g').selectAll('text').data(d3.range(n)).join('text').attr('class', 'note').attr('transform', place);
        note((c) => `translate(${left - 6},${top + at(c) + at.bandwidth() / 2 + 4})`)
          .attr('text-anchor', 'end')
          .text(names);
        note((c) => {
          const place = `translate(${left + at(c) + at.bandwidth() / 2},${top - 6})`;
          return leaning ? `${place} rotate(-45)` : place;
        })
          .attr('text-anchor', leaning ? 'start' : 'middle')
          .text(names);
      }
      svg.append('text').attr('class', 'label').attr('x', left).attr('y', 12).text('predicted class');
      svg.append('text').attr('class', 'label').attr('x', 0).attr('y', top - 6).text('true');
      return cells
        .filter((d) => d.count > 0)
        .map((d) => ({
          x: left + at(d.predicted) + at.bandwidth() / 2,
          y: top + at(d.truth) + at.bandwidth() / 2,
          rows: [
            ['true', className(run, d.truth)],
            ['predicted', className(run, d.predicted)],
            ['samples', `${plain(d.count)}, ${percent(d.share, 1)} of the class`],
          ],
        }));
    },
  });
}

/** More classes give more cells than a page can hold. */
const MOST_CLASSES = 150;

function confusionSection(run) {
  const { ann, snn } = run.results;
  const classes = snn.confusion?.length ?? 0;
  if (classes > MOST_CLASSES) {
    const text = `${classes} classes are too many to draw; confusion.csv, in the folder named after this page, has the matrices.`;
    return section('confusion', 'Confusion matrices', missing(text));
  }
  const shown = [
    ['confusion-ann', 'ANN', ann?.confusion],
    ['confusion-snn', `SNN after ${snn.timesteps} steps`, snn.confusion],
  ].filter(([, , matrix]) => matrix);
  return section(
    'confusion',
    'Confusion matrices',
    shown.length
      ? h(
          'div',
          { class: 'pair' },
          shown.map(([id, title, matrix]) => confusionChart(run, id, title, matrix)),
        )
      : missing(older('confusion matrices')),
  );
}
