// What theory says, beside what was simulated.

const THEORY = { kind: 'line', fill: 'var(--ann)', pattern: '5 3' };

/** Draws a line through points, [x, y]. */
function theoryLine(svg, points, x, y) {
  svg
    .append('path')
    .attr('class', 'line')
    .style('stroke', THEORY.fill)
    .attr('stroke-dasharray', THEORY.pattern)
    .attr(
      'd',
      d3.line(
        (d) => x(d[0]),
        (d) => y(d[1]),
      )(points),
    );
}

/** Draws a dot for each row. */
function measuredDots(svg, rows, radius, x, y) {
  svg
    .append('g')
    .selectAll('circle')
    .data(rows)
    .join('circle')
    .attr('class', 'mark dot')
    .attr('r', radius)
    .attr('cx', x)
    .attr('cy', y)
    .style('fill', color(0));
}
