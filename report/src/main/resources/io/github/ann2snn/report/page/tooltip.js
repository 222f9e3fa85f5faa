// Reading single points of a chart, by pointer or with the arrow keys.

const REACH = 40;

/**
 * Shows the point nearest to the pointer. With the chart focused, the arrow keys go from point to point
 * and a screen reader reads each.
 *
 * @param points `{x, y, rows}`, rows of `[label, value]`
 */
function readable(svg, plot, points) {
  const ring = svg.append('circle').attr('class', 'ring').attr('r', 6).attr('visibility', 'hidden');
  let current = -1;
  let box = plot.querySelector('.tip');
  if (!box) {
    box = h('div', { class: 'tip', role: 'status', hidden: true });
    plot.append(box);
  }

  const hide = () => {
    box.hidden = true;
    ring.attr('visibility', 'hidden');
  };
  const show = (index) => {
    current = index;
    const point = points[index];
    box.replaceChildren(
      ...point.rows.map(([label, value]) =>
        h('div', {}, h('span', {}, bdi(label)), ' ', h('b', {}, bdi(value))),
      ),
    );
    box.hidden = false;
    ring.attr('cx', point.x).attr('cy', point.y).attr('visibility', 'visible');
    const left = Math.min(Math.max(0, point.x + 12), plot.clientWidth - box.offsetWidth - 2);
    box.style.left = `${Math.max(0, left)}px`;
    box.style.top = `${point.y > box.offsetHeight + 16 ? point.y - box.offsetHeight - 10 : point.y + 14}px`;
  };
  const nearest = (x, y) =>
    d3.least(d3.range(points.length), (i) => Math.hypot(points[i].x - x, points[i].y - y));

  svg.on('pointermove', (event) => {
    const [x, y] = d3.pointer(event);
    const index = points.length ? nearest(x, y) : -1;
    if (index >= 0 && Math.hypot(points[index].x - x, points[index].y - y) < REACH) show(index);
    else hide();
  });
  svg.on('pointerleave blur', hide);
  svg.on('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') hide();
    if (!step || points.length === 0) return;
    event.preventDefault();
    show((current + step + points.length) % points.length);
  });
}
