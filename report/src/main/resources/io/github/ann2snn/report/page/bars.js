// Horizontal bars, and the items of the ledger that they are made of.

/** The items that take energy in some run, each with a colour of its own. */
const itemKeys = () => [
  ...new Set(
    runs
      .flatMap((run) => run.results.energy.flatMap((part) => Object.entries(part.snnItems)))
      .filter(([, nanojoules]) => nanojoules > 0)
      .map(([key]) => key),
  ),
];
const itemLegend = (keys) =>
  keys.map((key) => ({ label: itemTitle(key), fill: color(itemKeys().indexOf(key)) }));

/** Bars that begin where the one before ends. */
function stacked(items, keys, scale) {
  let from = 0;
  return keys
    .filter((key) => items[key] > 0)
    .map((key) => {
      const bar = { key, from, to: from + items[key] * scale };
      from = bar.to;
      return bar;
    });
}

/**
 * Horizontal bars, one row each: `{label, bars: [{key, from, to, text}], end, extent}`; `end` is written behind the bar.
 * Labels stand above their bars, so that they fit a narrow screen.
 */
function drawBars({ svg, width, height }, rows, { xLabel, most, xFormat, fillOf }) {
  const margin = { top: 20, right: 64, bottom: 40, left: 8 };
  const x = d3.scaleLinear([0, most], [margin.left, width - margin.right]);
  const y = d3.scaleBand(d3.range(rows.length), [margin.top, height - margin.bottom]);
  svg
    .append('g')
    .attr('class', 'axis')
    .attr('aria-hidden', 'true')
    .attr('transform', `translate(0,${height - margin.bottom})`)
    .call(
      d3
        .axisBottom(x)
        .ticks(Math.max(2, Math.floor(width / 110)))
        .tickSizeOuter(0)
        .tickFormat(xFormat ?? null),
    );
  svg
    .append('text')
    .attr('class', 'label')
    .attr('x', width - 4)
    .attr('y', height - 4)
    .attr('text-anchor', 'end')
    .text(xLabel);
  const readings = [];
  rows.forEach((row, i) => {
    const top = y(i) + 18;
    const tall = Math.min(22, y.bandwidth() - 22);
    svg
      .append('text')
      .attr('class', 'row')
      .attr('x', margin.left)
      .attr('y', top - 5)
      .text(shortened(row.label, Math.floor(width / 8)));
    for (const bar of row.bars) {
      svg
        .append('rect')
        .attr('class', row.bars.length > 1 ? 'mark part' : 'mark')
        .attr('x', x(bar.from))
        .attr('y', top)
        .attr('height', tall)
        .attr('width', Math.max(0.5, x(bar.to) - x(bar.from)))
        .style('fill', fillOf(bar));
      readings.push({
        x: (x(bar.from) + x(bar.to)) / 2,
        y: top + tall / 2,
        rows: [
          [row.label, ''],
          [bar.title ?? itemTitle(bar.key), bar.text],
        ],
      });
    }
    svg
      .append('text')
      .attr('class', 'note')
      .attr('x', x(d3.max(row.bars, (bar) => bar.to) ?? 0) + 6)
      .attr('y', top + tall / 2 + 4)
      .text(row.end);
    if (row.extent) {
      svg
        .append('path')
        .attr('class', 'extent')
        .attr(
          'd',
          `M${x(row.extent[0])},${top + tall + 4}H${x(row.extent[1])}m0,-3v6M${x(row.extent[0])},${top + tall + 1}v6`,
        );
    }
  });
  return readings;
}
