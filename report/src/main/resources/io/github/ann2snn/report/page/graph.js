// The network: its layers, what leads where, and how much each does.

/** From so many layers on, each has one line. */
const COMPACT = 40;
const boxOf = (layers) =>
  layers.length < COMPACT
    ? { height: 44, gap: 22, widest: 380, narrowest: 150 }
    : { height: 20, gap: 14, widest: 300, narrowest: 110 };

/** A number for a small place. */
const short = (value) => (value < 1e3 ? plain(Math.round(value)) : d3.format('.3~s')(value));
const shapeText = (shape) => (shape ?? []).join(' × ');
const sourceText = (source) => `${source.layer ?? 'inputs'}: ${source.connection}`;

/** How the line of a connection is drawn, by its kind. */
const EDGE_KINDS = [
  ['one-to-one', '5 3', (kind) => kind.startsWith('one-to-one')],
  ['through pooling', '2 2', (kind) => /pooling/.test(kind)],
  ['convolution or matrix', '', () => true],
];
const edgeKind = (kind) => EDGE_KINDS.find(([, , belongs]) => belongs(kind));

/** The end of a name tells it from others. */
function tail(text, length) {
  const characters = Array.from(visible(text));
  return characters.length <= length ? characters.join('') : '…' + characters.slice(1 - length).join('');
}

/** What arrives: spikes' operations, or those of a constant current. */
const work = ({ synapticOperationsPerSample: operations, macsPerSample: macs }) =>
  operations === 0 && macs > 0 ? `${short(macs)} MACs` : `${short(operations)} SynOps`;

function boxRows(run, layer) {
  const more = layer.sources.length - 6;
  return [
    [layer.name, ''],
    ['neurons', `${shapeText(layer.shape)} = ${plain(layer.neurons)}`],
    ['firing rate', (layer.fires ?? true) ? percent(layer.firingRate) : 'does not fire'],
    ['SynOps per sample', plain(Math.round(layer.synapticOperationsPerSample))],
    ...layer.sources.slice(0, 6).map((source) => ['from', sourceText(source)]),
    ...(more > 0 ? [['from', `${more} more`]] : []),
  ];
}

const highestRate = (run) => d3.max(run.results.snn.layers, (layer) => layer.firingRate) || 0;
const mostWork = (run) => d3.max(run.results.snn.layers, (layer) => layer.synapticOperationsPerSample) || 0;

/** The lines of all connections, which it returns, and dots where they join. */
function drawWires(svg, graph) {
  const lines = svg
    .append('g')
    .attr('class', 'wires')
    .selectAll('path')
    .data(graph.edges)
    .join('path')
    .attr('stroke-dasharray', (edge) => edgeKind(edge.kind)[1] || null)
    .attr('d', (edge) => edge.path);
  // Lanes that cross an edge are joined to it only where there is a dot.
  svg
    .append('g')
    .selectAll('circle')
    .data(graph.edges.filter((edge) => edge.joins))
    .join('circle')
    .attr('class', 'joint')
    .attr('r', 2)
    .attr('cx', (edge) => edge.lane)
    .attr('cy', (edge) => graph.nodes[edge.to].enters);
  return lines;
}

/** A box for each node, with its firing rate and what arrives. */
function drawBoxes(svg, run, graph, boxWidth, box) {
  const highest = highestRate(run) || 1;
  const most = mostWork(run) || 1;
  const boxes = svg
    .append('g')
    .selectAll('g')
    .data(graph.nodes)
    .join('g')
    .attr('transform', (node) => `translate(${node.x - boxWidth / 2},${node.y})`);
  boxes
    .filter((node) => node.layer)
    .append('path')
    .attr('class', 'joint')
    .attr('d', `M${boxWidth / 2},0l-3.5,-6h7z`);
  boxes
    .filter((node) => node.recurrent)
    .append('path')
    .attr('class', 'wire-back')
    .attr('d', `M${boxWidth},${box.height - 6}h7v${12 - box.height}h-7`);
  boxes
    .append('rect')
    .attr('class', 'box back')
    .attr('width', boxWidth)
    .attr('height', box.height)
    .attr('rx', 4);
  boxes
    .append('rect')
    .attr('class', (node) => (node.layer ? 'box mark' : 'box'))
    .attr('width', boxWidth)
    .attr('height', box.height)
    .attr('rx', 4)
    .style('fill', color(0))
    .style('fill-opacity', ({ layer }) => (layer ? (0.6 * layer.firingRate) / highest : 0))
    .attr('stroke-dasharray', ({ layer }) => (layer && (layer.fires ?? true) ? null : '3 3'));
  boxes
    .filter((node) => node.layer)
    .append('rect')
    .attr('class', 'work')
    .attr('y', box.height - 4)
    .attr('x', 2)
    .attr('height', 3)
    .attr('width', ({ layer }) => ((boxWidth - 4) * layer.synapticOperationsPerSample) / most)
    .style('fill', color(1));
  return boxes;
}

function nameBoxes(boxes, run, boxWidth, box) {
  const letters = Math.floor((boxWidth - 14) / 7.4); // of names, which are bold
  const small = box.height < 30;
  const numbers = ({ layer }) =>
    layer
      ? [
          (layer.fires ?? true) ? percent(layer.firingRate, 1) : 'only integrates',
          small ? null : work(layer),
        ]
          .filter(Boolean)
          .join(', ')
      : '';
  boxes
    .append('text')
    .attr('class', 'name')
    .attr('x', 8)
    .attr('y', small ? 14 : 16)
    .text(({ layer }) => (layer ? tail(layer.name, small ? letters - 9 : letters) : 'inputs'));
  boxes
    .append('text')
    .attr('class', 'note')
    .attr('x', small ? boxWidth - 6 : 8)
    .attr('text-anchor', small ? 'end' : null)
    .attr('y', small ? 14 : 33)
    .text((node) =>
      small
        ? numbers(node)
        : shortened(
            [shapeText(node.layer ? node.layer.shape : run.results.dataset.imageShape), numbers(node)]
              .filter(Boolean)
              .join(', '),
            Math.floor((boxWidth - 14) / 6.8),
          ),
    );
}

function drawGraph({ svg, plot }, run, graph, { width, height, boxWidth }, box) {
  svg.attr('viewBox', `0 0 ${width} ${height}`).attr('width', width > plot.clientWidth ? width : '100%');
  const lines = drawWires(svg, graph);
  nameBoxes(drawBoxes(svg, run, graph, boxWidth, box), run, boxWidth, box);
  return graph.nodes.slice(1).map((node) => ({
    x: node.x,
    y: node.y + box.height / 2,
    reach: [boxWidth / 2, box.height / 2],
    rows: boxRows(run, node.layer),
    mark: (marked) =>
      lines.classed(
        'marked',
        (edge) => marked && (graph.nodes[edge.to] === node || graph.nodes[edge.from] === node),
      ),
  }));
}

/** Whether there is room for something beside it. */
const isNarrow = (graph) => graph.lanes.count < 8 && graph.rows.every((row) => row.length === 1);

function graphChart(run, graph) {
  const { layers } = run.results.snn;
  const box = boxOf(layers);
  const kinds = new Set(graph.edges.map((edge) => edgeKind(edge.kind)));
  let space;
  return chart({
    id: 'graph',
    scrolled: true,
    title: 'The network',
    about: `Each box is a layer of neurons; a line that reaches it at the top adds currents to it.${
      graph.edges.some((edge) => edge.joins) ? ' Lines that cross without a dot are not connected.' : ''
    }`,
    legend: [
      { label: `firing rate: the stronger, the higher, up to ${percent(highestRate(run), 1)}`, fill: color(0) },
      { label: `SynOps per sample that arrive, up to ${short(mostWork(run))}`, fill: color(1) },
      ...EDGE_KINDS.filter((kind) => kinds.has(kind)).map(([label, pattern]) => ({
        label,
        kind: 'line',
        fill: 'var(--soft)',
        pattern,
      })),
    ],
    height: (width) => (space = placed(graph, width, box)).height,
    data: {
      columns: [
        { label: 'layer' },
        { label: 'comes from' },
        { label: 'shape', numeric: true },
        { label: 'neurons', format: plain },
        { label: 'firing rate, %', format: percentNumber },
        { label: 'SynOps per sample', format: plain },
      ],
      rows: layers.map((layer) => [
        layer.name,
        layer.sources.map(sourceText).join('; '),
        shapeText(layer.shape),
        layer.neurons,
        layer.firingRate,
        layer.synapticOperationsPerSample,
      ]),
    },
    draw: (frame) => drawGraph(frame, run, graph, space, box),
  });
}
