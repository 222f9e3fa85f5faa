// Where the layers of a network stand when it is drawn, and how its connections run between them.

const WIRING = { gap: 10, lane: 8, track: 5, side: 14, twin: 28 };

/**
 * The network as nodes and edges: node 0 is the inputs, node p + 1 layer p. An edge from a layer to
 * itself is left to its node (`recurrent`); those between the same two have different `side`s. Also `rows`, the nodes by their longest way from the
 * inputs, and `lanes` for edges that pass a row.
 */
function wiringOf(layers) {
  const numbers = new Map(layers.map((layer, p) => [layer.name, p + 1]));
  const nodes = [{ rank: 0, recurrent: null }, ...layers.map((layer) => ({ layer, rank: 1, recurrent: null }))];
  const edges = [];
  layers.forEach((layer, p) => {
    const to = p + 1;
    for (const source of layer.sources) {
      const from = source.layer === undefined || source.layer === null ? 0 : numbers.get(source.layer);
      if (!(from <= to)) throw new Error(`layer ${layer.name} is reached from ${source.layer}`);
      if (from === to) nodes[to].recurrent = source.connection;
      else {
        edges.push({ from, to, kind: source.connection });
        nodes[to].rank = Math.max(nodes[to].rank, nodes[from].rank + 1);
      }
    }
  });
  for (const twins of d3.group(edges, (edge) => `${edge.from} ${edge.to}`).values())
    twins.forEach((edge, i) => Object.assign(edge, { twins: twins.length, side: i - (twins.length - 1) / 2 }));
  for (const edge of edges) edge.long = nodes[edge.to].rank - nodes[edge.from].rank > 1;
  const rows = d3.groups(nodes.keys(), (n) => nodes[n].rank).map(([, row]) => row);
  return { nodes, edges, rows, lanes: lanesOf(nodes, edges) };
}

/** For each source of edges that pass a row the lane beside the boxes that they share; shorter ones lie inside. */
function lanesOf(nodes, edges) {
  const spans = d3
    .groups(
      edges.filter((edge) => edge.long),
      (edge) => edge.from,
    )
    .map(([from, out]) => ({
      from,
      out,
      first: nodes[from].rank,
      last: d3.max(out, (edge) => nodes[edge.to].rank) - 1,
    }));
  const lanes = [];
  const chosen = new Map();
  for (const span of d3.sort(spans, (s) => s.last - s.first)) {
    const free = lanes.findIndex((lane) => lane.every((s) => s.last < span.first || s.first > span.last));
    const lane = free < 0 ? lanes.length : free;
    (lanes[lane] ??= []).push(span);
    chosen.set(span.from, lane);
    // Only where it goes on it needs a dot.
    for (const edge of span.out) edge.joins = nodes[edge.to].rank <= span.last;
  }
  return { chosen, count: lanes.length };
}

/**
 * Places everything: nodes get `x` and `y`, their middle and their top; edges to the next row a
 * direct path, others one through a lane at the side.
 *
 * @param box its height, and the widest and the narrowest that it can be
 * @return also `width` and `height` of the drawing, and `boxWidth`
 */
function placed({ nodes, edges, rows, lanes }, width, box) {
  const beside = lanes.count * WIRING.lane + 2 * WIRING.side;
  const most = d3.max(rows, (row) => row.length);
  const room = (width - beside) / most - WIRING.gap;
  const boxWidth = Math.max(box.narrowest, Math.min(box.widest, room));
  const across = most * (boxWidth + WIRING.gap);
  const incoming = d3.group(edges, (edge) => edge.to);
  // A row below those it is reached from, each box near to them.
  const wish = (n) => d3.mean(incoming.get(n) ?? [], (edge) => nodes[edge.from].x) ?? 0;
  let y = 4;
  for (const row of rows) {
    const entries = row.filter((n) => incoming.get(n)?.some((edge) => edge.long));
    const gap = Math.max(box.gap, 12 + WIRING.track * entries.length);
    if (row[0] !== 0) y += gap;
    d3.sort(row, wish).forEach((n, column, { length }) => {
      nodes[n].x = across / 2 + (column - (length - 1) / 2) * (boxWidth + WIRING.gap);
      nodes[n].y = y;
      nodes[n].enters = y - 8 - WIRING.track * Math.max(0, entries.indexOf(n));
    });
    y += box.height;
    const leaving = row.filter((n) => lanes.chosen.has(n));
    leaving.forEach((n, track) => (nodes[n].leaves = y + 6 + WIRING.track * track));
    y += WIRING.track * Math.max(0, leaving.length - 1) + (leaving.length ? 4 : 0);
  }
  for (const edge of edges) {
    const [from, to] = [nodes[edge.from], nodes[edge.to]];
    const bottom = from.y + box.height;
    const bend = edge.side * Math.min(WIRING.twin, boxWidth / edge.twins);
    edge.lane = edge.long ? across + WIRING.side + WIRING.lane * lanes.chosen.get(edge.from) : null;
    edge.path = edge.long
      ? `M${from.x},${bottom}V${from.leaves}H${edge.lane}V${to.enters}H${to.x}V${to.y}`
      : `M${from.x},${bottom}C${from.x + bend},${(bottom + to.y) / 2} ${to.x + bend},${(bottom + to.y) / 2} ${to.x},${to.y}`;
  }
  return { width: Math.max(width, across + beside), height: y + 4, boxWidth };
}
