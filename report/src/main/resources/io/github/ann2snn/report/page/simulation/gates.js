// The gates of the first axon.

const GATES = [
  ['m', 'sodium activation m'],
  ['h', 'sodium inactivation h'],
  ['n', 'potassium activation n'],
];

function gatesChart(view) {
  const { columns } = pageData.gates;
  if (columns.length !== GATES.length) return null;
  let redraw = () => {};
  const figure = chart({
    id: 'gates',
    title: `Gates of ${neuronTitle(0)}`,
    about: `The share of gates that are open.${everyNote(pageData.gates, 'value')}`,
    legend: GATES.map(([, label], i) => ({ label, kind: 'line', fill: color(i), pattern: dash(i) })),
    height: 240,
    values: 'gates.csv',
    data: {
      columns: [{ label: 'gate' }, { label: 'lowest', format: plain }, { label: 'highest', format: plain }],
      rows: GATES.map(([, label], i) => [label, ...d3.extent(columns[i].values)]),
    },
    draw: ({ svg, width, height, again }) => {
      redraw = again;
      const y = d3.scaleLinear([0, 1], [height - MARGIN.bottom, MARGIN.top]);
      const x = xOfTime(view.range, width);
      clip(svg, 'gates', width, height);
      axes(
        { svg, width, height },
        {
          x,
          y,
          xLabel: `time, ${TIME_UNIT}`,
          yLabel: 'share open',
          xFormat: timeTick,
          xTicks: Math.max(2, Math.floor(width / 110)),
        },
      );
      return GATES.flatMap(([key], i) => {
        const points = pointsWithin(columns[i], view.range, Math.floor(width));
        svg
          .append('path')
          .attr('class', 'line mark')
          .attr('clip-path', 'url(#within-gates)')
          .style('stroke', color(i))
          .attr('stroke-dasharray', dash(i) || null)
          .attr(
            'd',
            d3.line(
              ([t]) => x(t),
              ([, share]) => y(share),
            )(points),
          );
        const stride = Math.max(1, Math.ceil(points.length / 100));
        return points
          .filter(([t], p) => p % stride === 0 && t >= view.range[0] && t <= view.range[1])
          .map(([t, share]) => ({
            x: x(t),
            y: y(share),
            rows: [
              [key, plain(share)],
              ['t', exactTime(t)],
            ],
          }));
      });
    },
  });
  view.follow(() => redraw());
  return figure;
}
