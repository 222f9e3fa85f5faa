// Elements. Text from the data only ever becomes a text node or an attribute, never markup.

/** An element with attributes (`onclick` and the like are listeners) and children. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Characters that turn the direction of text and cannot be seen, made visible: left open, they would reach beyond any isolation. */
const visible = (text) =>
  String(text).replace(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `⟨U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );

/** A name from the data, whose direction does not matter to the text around it. */
const bdi = (text) => h('bdi', {}, visible(text));

/** The same for attributes and options, where there is no element for it: first strong isolate, and its end. */
const isolated = (text) => `\u2068${visible(text)}\u2069`;

/** A name for a small place. */
const shortened = (text, length) => {
  const characters = Array.from(visible(text));
  return characters.length <= length ? characters.join('') : characters.slice(0, length - 1).join('') + '…';
};

/** A number stands right in its column, everything else left. */
function cell(value, column, tag) {
  if (value instanceof Node) return h(tag, {}, value);
  if (typeof value === 'number') return h(tag, { class: 'number' }, (column.format ?? plain)(value));
  if (value === null || value === undefined) return h(tag, { class: 'number' }, '–');
  return h(tag, { class: column.numeric ? 'number' : null }, bdi(value));
}

/**
 * A table. Columns are `{label, format, numeric}`; the first cell of a row is its header.
 */
function table({ caption, columns, rows }) {
  const head = columns.map((column) =>
    h('th', { scope: 'col', class: column.format || column.numeric ? 'number' : null }, bdi(column.label)),
  );
  const body = rows.map((row) =>
    h(
      'tr',
      {},
      row.map((value, i) => {
        const made = cell(value, columns[i], i === 0 ? 'th' : 'td');
        if (i === 0) made.setAttribute('scope', 'row');
        return made;
      }),
    ),
  );
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', {}, caption), h('thead', {}, h('tr', {}, head)), h('tbody', {}, body)),
  );
}

/** A part of the page with a heading, which the contents list. */
const section = (id, title, ...children) =>
  h('section', { id, 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, title), children);

/** Why something is not here. */
const missing = (...text) => h('p', { class: 'missing' }, text);

/** A labelled choice; `options` are `[value, text]`, names in the text isolated. */
function chooser(id, label, options, onchange, chosen) {
  const select = h(
    'select',
    { id, onchange: () => onchange(select.value) },
    options.map(([value, text]) => h('option', { value, selected: value === chosen, dir: 'auto' }, text)),
  );
  return h('div', { class: 'chooser' }, h('label', { for: id }, label), select);
}

/** What was chosen last where one is shown at a time, which stays so when the page shows another sample or run. */
const chosenLast = new Map();

/**
 * Several things of one kind: all, or where they are too many one at a time, with a choice.
 *
 * @param shown makes the one of an index
 * @param frame around those that are shown
 */
function oneOrAll(id, label, names, shown, frame = (children) => children) {
  if (names.length <= 6) return frame(names.map((name, i) => shown(i)));
  const before = Math.max(0, names.indexOf(chosenLast.get(id)));
  const holder = h('div', { 'aria-live': 'polite' }, shown(before));
  return [
    chooser(
      id,
      label,
      names.map((name, i) => [String(i), isolated(name)]),
      (value) => {
        chosenLast.set(id, names[value]);
        holder.replaceChildren(shown(Number(value)));
      },
      String(before),
    ),
    holder,
  ];
}
