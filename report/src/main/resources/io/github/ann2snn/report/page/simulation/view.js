// A stretch of time that charts show: chosen on a strip over the whole run, or with buttons.

const STRIP_HEIGHT = 74;
const STRIP = { top: 6, right: MARGIN.right, bottom: 22, left: MARGIN.left };

const xOfTime = (range, width) => d3.scaleLinear(range, [MARGIN.left, width - MARGIN.right]);
const timeTick = (milliseconds) => plain(Number((milliseconds * TIME_FACTOR).toPrecision(9)));

/** A length of time that is 1, 2 or 5 times a power of ten, at least so long. */
function roundTime(milliseconds) {
  const power = 10 ** Math.floor(Math.log10(milliseconds));
  return [1, 2, 5, 10].map((factor) => factor * power).find((length) => length >= milliseconds * 0.999);
}

/** The rate of all neurons over the whole run, as an outline. */
function drawOutline(svg, x) {
  const { widthMs, hertz } = pageData.population;
  const y = d3.scaleLinear([0, d3.max(hertz) || 1], [STRIP_HEIGHT - STRIP.bottom, STRIP.top]);
  const ends = [...hertz.map((rate, i) => [i * widthMs, rate]), [durationMs, hertz.at(-1)]];
  svg
    .append('path')
    .attr('class', 'outline')
    .attr(
      'd',
      d3
        .area(
          ([t]) => x(t),
          y(0),
          ([, rate]) => y(rate),
        )
        .curve(d3.curveStepAfter)(ends),
    );
  svg
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0,${STRIP_HEIGHT - STRIP.bottom})`)
    .call(
      d3
        .axisBottom(x)
        .tickSizeOuter(0)
        .ticks(Math.max(2, Math.floor(x.range()[1] / 110)))
        .tickFormat(timeTick),
    );
}

/**
 * A stretch of time.
 *
 * @param id of its controls
 * @param initial `[from, to]`, ms
 * @return `{range, follow, controls}`: `follow(redraw)` is called for each chart that shows it
 */
function timeView(id, initial) {
  const followers = new Set();
  const shortest = Math.min(durationMs, 10 * dtMs);
  const svg = d3.create('svg').attr('aria-hidden', 'true');
  const plot = h('div', { class: 'plot strip' }, svg.node());
  const label = h('span', { class: 'small', role: 'status' });
  const view = { range: initial, follow: (redraw) => followers.add(redraw) };
  let brush = null;
  let x = null;

  const show = () => {
    label.textContent = `${timeText(view.range[0])} to ${timeText(view.range[1])} of ${timeText(durationMs)}`;
    followers.forEach((redraw) => redraw());
  };
  const set = (from, length, moved) => {
    const kept = Math.min(Math.max(length, shortest), durationMs);
    const start = Math.min(Math.max(from, 0), durationMs - kept);
    view.range = [start, start + kept];
    show();
    if (!moved && brush) svg.select('.brush').call(brush.move, view.range.map(x));
  };
  const brushed = ({ selection, sourceEvent, type }) => {
    if (!sourceEvent) return;
    const length = view.range[1] - view.range[0];
    if (selection)
      set(x.invert(selection[0]), x.invert(selection[1]) - x.invert(selection[0]), type !== 'end');
    else if (type === 'end') set(x.invert(d3.pointer(sourceEvent, svg.node())[0]) - length / 2, length);
  };
  const draw = () => {
    const width = Math.floor(plot.clientWidth);
    if (width === 0 || svg.attr('viewBox') === `0 0 ${width} ${STRIP_HEIGHT}`) return;
    svg.attr('viewBox', `0 0 ${width} ${STRIP_HEIGHT}`).attr('width', '100%').selectAll('*').remove();
    x = xOfTime([0, durationMs], width);
    drawOutline(svg, x);
    brush = d3
      .brushX()
      .extent([
        [STRIP.left, 0],
        [width - STRIP.right, STRIP_HEIGHT - STRIP.bottom],
      ])
      .on('brush end', brushed);
    svg.append('g').attr('class', 'brush').call(brush).call(brush.move, view.range.map(x));
    noteDrawn();
  };
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(plot);

  const button = (name, text, from, length) =>
    h(
      'button',
      {
        type: 'button',
        id: `${id}-${name}`,
        onclick: () => set(from(...view.range), length(view.range[1] - view.range[0])),
      },
      text,
    );
  view.controls = h(
    'div',
    { class: 'view' },
    plot,
    h(
      'div',
      { class: 'view-buttons' },
      button(
        'earlier',
        '← Earlier',
        (a, b) => a - (b - a) / 2,
        (length) => length,
      ),
      button(
        'later',
        'Later →',
        (a, b) => a + (b - a) / 2,
        (length) => length,
      ),
      button(
        'in',
        'Zoom in',
        (a, b) => a + (b - a) / 4,
        (length) => length / 2,
      ),
      button(
        'out',
        'Zoom out',
        (a, b) => a - (b - a) / 2,
        (length) => length * 2,
      ),
      button(
        'all',
        'Whole run',
        () => 0,
        () => durationMs,
      ),
      label,
    ),
  );
  show();
  return view;
}
