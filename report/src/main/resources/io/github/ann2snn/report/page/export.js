// A chart as a file of its own.

const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'fill-opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
];
const FONT = 'system-ui, sans-serif';
const LINE = 20;

/** A copy in which every colour stands as it is now, so that the file needs no style sheet. */
function frozen(svg) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, i) => {
    const computed = getComputedStyle(originals[i]);
    for (const style of STYLES) element.setAttribute(style, computed.getPropertyValue(style));
    element.removeAttribute('class');
    element.removeAttribute('style');
  });
  return copy;
}

/** The drawing with its title and legend. */
function standalone(svg, title, legend) {
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const copy = frozen(svg);
  const top = LINE * (legend.length + 1) + 16;
  const page = getComputedStyle(document.body);
  const root = d3
    .create('svg:svg')
    .attr('xmlns', 'http://www.w3.org/2000/svg')
    .attr('width', width + 32)
    .attr('height', height + top + 16)
    .attr('font-family', FONT);
  root.append('rect').attr('width', '100%').attr('height', '100%').attr('fill', page.backgroundColor);
  const text = (content, x, y) =>
    root
      .append('text')
      .attr('x', x)
      .attr('y', y)
      .attr('font-size', 13)
      .attr('fill', page.color)
      .text(content);
  text(title, 16, LINE + 2).attr('font-weight', 'bold');
  legend.forEach((entry, i) => {
    const probe = swatch(entry);
    document.body.append(probe);
    root
      .append('g')
      .attr('transform', `translate(16 ${LINE * (i + 1) + 11})`)
      .append(() => frozen(probe));
    probe.remove();
    text(isolated(entry.label), 46, LINE * (i + 2) + 2);
  });
  copy.setAttribute('x', 16);
  copy.setAttribute('y', top);
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  root.append(() => copy);
  return new XMLSerializer().serializeToString(root.node());
}

/** Hands the drawing to the browser as a download. */
function save(svg, title, legend, file) {
  const url = URL.createObjectURL(new Blob([standalone(svg, title, legend)], { type: 'image/svg+xml' }));
  const link = h('a', { href: url, download: `ann2snn-${file}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
