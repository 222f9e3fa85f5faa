// Single facts: tiles, notices, tables of settings.

/** A figure that stands out, in a list of class `tiles`. */
const figureTile = (label, value, note, state) =>
  h(
    'div',
    { class: `tile ${state ?? ''}` },
    h('dt', {}, label),
    h('dd', {}, h('strong', {}, value), note && h('span', {}, note)),
  );

/** What must not be overlooked. */
const noticeBox = (texts) =>
  texts.length > 0 &&
  h(
    'div',
    { class: 'notice', role: 'note' },
    texts.map((text) => h('p', {}, bdi(text))),
  );

/** A key of a document in words. */
const words = (key) =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase();

/** A tree as rows of path and value. */
function flattened(node, path = []) {
  if (node !== null && typeof node === 'object') {
    return Object.entries(node).flatMap(([key, value]) => flattened(value, [...path, key]));
  }
  return [[path.join(' › '), String(node)]];
}

const facts = (caption, rows) => table({ caption, columns: [{ label: 'what' }, { label: 'value' }], rows });
