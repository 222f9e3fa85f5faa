// The window of plasticity.

function windowSection() {
  const points = pageData.window;
  if (!points) return null;
  const { unit } = outcome.window;
  const extent = d3.extent(points.flatMap(([, change, formula]) => [change, formula, 0]));
  const figure = chart({
    id: 'window',
    title: 'What one pair of spikes does to a weight',
    about:
      'Measured with the rule and the step of this run: for each dot two neurons fire once each, Δt apart, and the synapse between them is read.',
    legend: [
      { label: 'measured', kind: 'dot', fill: color(0) },
      { label: 'formula', ...THEORY },
    ],
    height: 320,
    data: {
      columns: ['Δt, ms', `change, ${unit}`, `formula, ${unit}`].map((label) => ({
        label,
        numeric: true,
        format: plain,
      })),
      rows: points,
    },
    draw: ({ svg, width, height }) => {
      const x = d3.scaleLinear(
        d3.extent(points, ([lag]) => lag),
        [MARGIN.left + 12, width - MARGIN.right],
      );
      const y = d3
        .scaleLinear(extent[0] === extent[1] ? [-1, 1] : extent, [height - MARGIN.bottom, MARGIN.top])
        .nice();
      axes(
        { svg, width, height },
        {
          x,
          y,
          xLabel: 'Δt = spike behind the synapse − arrival before it, ms',
          yLabel: `change of the weight, ${unit}`,
          xFormat: plain,
          yFormat: plain,
        },
      );
      svg
        .append('line')
        .attr('class', 'zero')
        .attr('x1', x.range()[0])
        .attr('x2', x.range()[1])
        .attr('y1', y(0))
        .attr('y2', y(0));
      svg
        .append('line')
        .attr('class', 'zero')
        .attr('x1', x(0))
        .attr('x2', x(0))
        .attr('y1', y.range()[0])
        .attr('y2', y.range()[1]);
      for (const side of [points.filter(([lag]) => lag < 0), points.filter(([lag]) => lag >= 0)]) {
        const line = side.map(([lag, , formula]) => [lag, formula]);
        theoryLine(svg, line, x, y);
      }
      measuredDots(
        svg,
        points,
        3,
        ([lag]) => x(lag),
        ([, change]) => y(change),
      );
      return points.map(([lag, change, formula]) => ({
        x: x(lag),
        y: y(change),
        rows: [
          ['Δt', `${plain(lag)} ms`],
          ['measured', `${plain(change)} ${unit}`],
          ['formula', `${plain(formula)} ${unit}`],
        ],
      }));
    },
  });
  return section(
    'window',
    'STDP window',
    figure,
    h(
      'p',
      { class: 'small' },
      (outcome.window.largestDeviationFromFormula > 0
        ? `Measured and formula differ by ${plain(outcome.window.largestDeviationFromFormula)} ${unit} at most. `
        : 'Measured and formula are equal. ') + 'A pair within one step counts as Δt = 0, which belongs to the right half.',
    ),
  );
}
