// Numbers as text: the same in every browser, whatever its language.

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Up to five significant digits, thousands grouped. */
function plain(value) {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value) || Math.abs(value) >= 1e4) return grouped.format(value);
  const size = Math.abs(value);
  return size >= 1e-3
    ? new Intl.NumberFormat('en', { maximumSignificantDigits: 5 }).format(value)
    : value.toExponential(2);
}

const finite = (value) => typeof value === 'number' && Number.isFinite(value);
const decimals = (digits) => (value) => (finite(value) ? value.toFixed(digits) : '–');

/** A fraction in percent. */
const percent = (value, digits = 2) => (finite(value) ? `${(100 * value).toFixed(digits)} %` : '–');
const percentNumber = (value) => (finite(value) ? (100 * value).toFixed(2) : '–');
const percentTick = (value) => String(Number((100 * value).toFixed(4)));
const interval = (bounds) => (bounds ? `${percentNumber(bounds[0])} to ${percentNumber(bounds[1])} %` : null);

/** A difference of accuracies, with its sign. */
const points = (value) => {
  const text = (100 * value).toFixed(2);
  return Number(text) === 0 ? '0' : `${Number(text) > 0 ? '+' : '−'}${text.replace('-', '')}`;
};

const significant = (value, digits = 3) => {
  if (!finite(value)) return '–';
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  return places > 6
    ? rounded.toExponential(digits - 1)
    : new Intl.NumberFormat('en', { minimumFractionDigits: places, maximumFractionDigits: places }).format(
        rounded,
      );
};

/** How many times as much. */
const times = (ratio) => `${significant(ratio)} ×`;

/** The unit that suits an energy, and the factor from nanojoules to it. */
const energyUnit = (nanojoules) =>
  nanojoules >= 1e6 ? [1e-6, 'mJ'] : nanojoules >= 1e3 ? [1e-3, 'µJ'] : [1, 'nJ'];

function energyText(nanojoules) {
  const [factor, unit] = energyUnit(nanojoules);
  return `${significant(nanojoules * factor)} ${unit}`;
}

/** A probability as papers give it. */
const pValue = (p) => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`);

/** An axis over several powers of ten. */
const powers = (value) => (value >= 1e3 ? d3.format('~s')(value) : String(Number(value.toPrecision(2))));

/** The key of a ledger item in words. */
const itemTitle = (key) =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bmacs?\b/g, (word) => word.replace('mac', 'MAC'))
    .replace(/\bacs\b/g, 'ACs');
