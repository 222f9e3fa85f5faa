// What every chart has: a title, a legend, a drawing that fits its width, a file to download, a table.

const MARGIN = { top: 26, right: 18, bottom: 40, left: 52 };
const color = (i) => `var(--series-${(i % 14) + 1})`;
const dashes = ['', '7 3', '2 3', '9 3 2 3', '4 2'];
const dash = (i) => dashes[i % dashes.length];

/** A sample of a colour: a line, a band, a bar or a dot. */
function swatch({ kind = 'bar', fill, pattern }) {
  const svg = d3.create('svg').attr('width', 22).attr('height', 12).attr('aria-hidden', 'true');
  if (kind === 'line') {
    svg
      .append('line')
      .attr('x1', 0)
      .attr('x2', 22)
      .attr('y1', 6)
      .attr('y2', 6)
      .style('stroke', fill)
      .attr('stroke-width', 2)
      .attr('stroke-dasharray', pattern || null);
  } else if (kind === 'dot') {
    svg
      .append('path')
      .attr('d', d3.symbol(d3[pattern] ?? d3.symbolCircle, 60)())
      .attr('transform', 'translate(11 6)')
      .style('fill', fill);
  } else if (kind === 'hollow') {
    svg
      .append('circle')
      .attr('cx', 11)
      .attr('cy', 6)
      .attr('r', 4)
      .style('fill', 'none')
      .style('stroke', fill)
      .attr('stroke-width', 1.5);
  } else {
    svg
      .append('rect')
      .attr('x', 4)
      .attr('width', 14)
      .attr('height', 12)
      .style('fill', fill)
      .attr('opacity', kind === 'band' ? 0.25 : 1);
  }
  return svg.node();
}

const legendList = (entries) =>
  entries.length > 0 &&
  h(
    'ul',
    { class: 'legend' },
    entries.map((entry) => h('li', {}, swatch(entry), bdi(entry.label))),
  );

/**
 * A chart.
 *
 * @param id names it in the page and its file
 * @param about one sentence on how to read it
 * @param legend `{label, kind, fill, pattern}`
 * @param height in pixels, or a function of the width
 * @param data its table, as for {@link table}, without caption
 * @param draw draws into `{svg, width, height, plot, again}` and returns the points that can be read; `again()` draws anew
 * @param values where all values are, if not in the table
 * @param scrolled whether it may be larger than the page has room for
 */
function chart({ id, title, about, legend = [], height = 300, data, draw, values = 'the table below', scrolled }) {
  const svg = d3
    .create('svg')
    .attr('role', 'img')
    .attr('tabindex', 0)
    .attr('aria-label', `${title}. ${about ?? ''} The arrow keys read the points; ${values} has all values.`);
  const plot = h('div', { class: scrolled ? 'plot window' : 'plot' }, svg.node());
  const download = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'data-download': id,
      'aria-label': `Download SVG: ${title}`,
      onclick: () => save(svg.node(), title, legend, `${id}.svg`),
    },
    'Download SVG',
  );
  const figure = h(
    'figure',
    { class: 'chart', id: `chart-${id}` },
    h('figcaption', {}, h('h3', {}, title), about && h('p', {}, about)),
    legendList(legend),
    plot,
    h(
      'div',
      { class: 'below' },
      h('details', {}, h('summary', {}, 'Data as a table'), table({ caption: title, ...data })),
      download,
    ),
  );
  let drawn = 0;
  const again = () => {
    drawn = 0;
    redraw();
  };
  const redraw = () => {
    const width = Math.floor(plot.clientWidth);
    if (width === 0 || width === drawn) return;
    drawn = width;
    const tall = typeof height === 'function' ? height(width) : height;
    svg.attr('viewBox', `0 0 ${width} ${tall}`).attr('width', '100%').selectAll('*').remove();
    readable(svg, plot, draw({ svg, width, height: tall, plot, again }) ?? []);
    noteDrawn();
  };
  // Not at once: drawing changes the height, which an observer may not do to what it observes.
  new ResizeObserver(() => requestAnimationFrame(redraw)).observe(plot);
  return figure;
}

/** Says in the page when its last chart was drawn, in milliseconds after it was opened. */
function noteDrawn() {
  if (!document.querySelector('.plot > svg:not([viewBox])'))
    document.documentElement.dataset.drawn ??= Math.round(performance.now());
}

/** Both axes, light grid lines, and what they measure. */
function axes(
  { svg, width, height },
  { x, y, xLabel, yLabel, xTicks, yTicks, xFormat, yFormat, margin = MARGIN },
) {
  const horizontal = d3
    .axisBottom(x)
    .tickSizeOuter(0)
    .tickFormat(xFormat ?? null);
  if (Array.isArray(xTicks)) horizontal.tickValues(xTicks);
  else horizontal.ticks(xTicks ?? Math.max(2, Math.floor(width / 80)));
  const vertical = d3
    .axisLeft(y)
    .tickSize(0)
    .tickPadding(8)
    .tickFormat(yFormat ?? null);
  if (Array.isArray(yTicks)) vertical.tickValues(yTicks);
  else vertical.ticks(yTicks ?? Math.max(3, Math.floor(height / 55)));
  const left = svg
    .append('g')
    .attr('class', 'axis')
    .attr('aria-hidden', 'true')
    .attr('transform', `translate(${margin.left},0)`)
    .call(vertical);
  left
    .selectAll('.tick')
    .append('line')
    .attr('class', 'grid')
    .attr('x2', width - margin.left - margin.right);
  left.select('.domain').remove();
  svg
    .append('g')
    .attr('class', 'axis')
    .attr('aria-hidden', 'true')
    .attr('transform', `translate(0,${height - margin.bottom})`)
    .call(horizontal);
  svg.append('text').attr('class', 'label').attr('x', 0).attr('y', 12).text(yLabel);
  svg
    .append('text')
    .attr('class', 'label')
    .attr('x', width - margin.right)
    .attr('y', height - 4)
    .attr('text-anchor', 'end')
    .text(xLabel);
}

/** Whole steps for an axis over time. */
function stepTicks(timesteps, width) {
  const wanted = Math.max(2, Math.floor(width / 45));
  const stride =
    [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256].find((s) => timesteps / s <= wanted) ??
    Math.ceil(timesteps / wanted);
  const ticks = d3.range(stride, timesteps + 1, stride);
  return stride === 1 ? ticks : [1, ...ticks];
}

/** A line with a dot per value; each dot is one point to read. */
function line(svg, values, { fill, pattern }, { x, y, hollow = () => false }) {
  svg
    .append('path')
    .attr('class', 'line')
    .style('stroke', fill)
    .attr('stroke-dasharray', pattern || null)
    .attr('d', d3.line(x, y)(values));
  svg
    .append('g')
    .selectAll('circle')
    .data(values)
    .join('circle')
    .attr('class', 'mark')
    .attr('r', values.length > 64 ? 1.8 : 3)
    .attr('cx', x)
    .attr('cy', y)
    .style('stroke', fill)
    .style('fill', (d) => (hollow(d) ? 'var(--page)' : fill));
}
