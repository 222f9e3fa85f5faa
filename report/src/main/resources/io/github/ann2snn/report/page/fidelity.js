// ANN activations beside the spike rates that stand for them.

/** Rates against activations, layer by layer. */
function fidelityChart(run, part, i) {
  const most = Math.max(1, d3.max(part.points, ([activation]) => activation) ?? 1);
  return chart({
    id: `activations-${i}`,
    title: `Layer ${isolated(shortened(part.layer, 40))}`,
    height: (width) => Math.min(340, width),
    about: `Correlation ${finite(part.correlation) ? part.correlation.toFixed(4) : '–'} over ${plain(part.samples)} samples × ${plain(part.neurons)} neurons; ${part.points.length} of these points are drawn.`,
    data: {
      columns: [
        { label: 'activation / λ', format: plain },
        { label: 'spike rate', format: plain },
      ],
      rows: part.points,
    },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLinear([0, most], [MARGIN.left, width - MARGIN.right]).nice();
      const y = d3.scaleLinear([0, 1], [height - MARGIN.bottom, MARGIN.top]);
      axes({ svg, width, height }, { x, y, xLabel: 'ANN activation / λ', yLabel: 'spikes per step' });
      svg
        .append('line')
        .attr('class', 'ann-line')
        .attr('x1', x(0))
        .attr('y1', y(0))
        .attr('x2', x(1))
        .attr('y2', y(1));
      svg
        .append('g')
        .selectAll('circle')
        .data(part.points)
        .join('circle')
        .attr('class', 'mark dot')
        .attr('r', 2.5)
        .attr('cx', ([a]) => x(a))
        .attr('cy', ([, rate]) => y(rate))
        .style('fill', color(i));
      return part.points.map(([a, rate]) => ({
        x: x(a),
        y: y(rate),
        rows: [
          ['activation / λ', plain(a)],
          ['spike rate', plain(rate)],
        ],
      }));
    },
  });
}

function fidelitySection(run) {
  const parts = run.results.comparison?.activations;
  if (!parts?.length)
    return section(
      'fidelity',
      'Spike rates against activations',
      missing(annOf(run) ? older('activations') : noAnn),
    );
  return section(
    'fidelity',
    'Spike rates against activations',
    h(
      'p',
      {},
      'A perfect conversion puts every point on the dashed line: a neuron that is active at a fraction of λ fires in that fraction of the steps.',
    ),
    oneOrAll(
      'fidelity-layer',
      'Layer',
      parts.map((part) => part.layer),
      (i) => fidelityChart(run, parts[i], i),
      (charts) => h('div', { class: 'pair' }, charts),
    ),
  );
}
