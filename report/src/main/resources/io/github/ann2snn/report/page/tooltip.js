// Reading single points of a chart, by pointer or with the arrow keys.

const REACH = 40;

/**
 * Shows the point nearest to the pointer. With the chart focused, the arrow keys go from point to point
 * and a screen reader reads each.
 *
 * @param points `{x, y, rows, reach, mark}`: rows of `[label, value]`; half the width and height of what stands there,
 *   if it is no point; what is told when the point is shown, and no longer, if anything is
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
    points[current]?.mark?.(false);
    box.hidden = true;
    ring.attr('visibility', 'hidden');
  };
  const show = (index) => {
    points[current]?.mark?.(false);
    points[index].mark?.(true);
    current = index;
    const point = points[index];
    box.replaceChildren(
      ...point.rows.map(([label, value]) =>
        h('div', {}, h('span', {}, bdi(label)), ' ', h('b', {}, bdi(value))),
      ),
    );
    box.hidden = false;
    ring.attr('cx', point.x).attr('cy', point.y).attr('visibility', 'visible');
    const left = Math.min(Math.max(0, point.x + 12), plot.scrollWidth - box.offsetWidth - 2);
    box.style.left = `${Math.max(0, left)}px`;
    box.style.top = `${point.y > box.offsetHeight + 16 ? point.y - box.offsetHeight - 10 : point.y + 14}px`;
  };
  const distance = ({ x, y, reach: [wide, tall] = [0, 0] }, atX, atY) =>
    Math.hypot(Math.max(0, Math.abs(x - atX) - wide), Math.max(0, Math.abs(y - atY) - tall));
  const nearest = (x, y) => d3.least(d3.range(points.length), (i) => distance(points[i], x, y));

  svg.on('pointermove', (event) => {
    const [x, y] = d3.pointer(event);
    const index = points.length ? nearest(x, y) : -1;
    if (index >= 0 && distance(points[index], x, y) < REACH) show(index);
    else hide();
  });
  svg.on('pointerleave blur', hide);
  svg.on('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') hide();
    if (!step || points.length === 0) return;
    event.preventDefault();
    show((current + step + points.length) % points.length);
    box.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
}
