// Puts the page of a training together.

const training = pageData;
const lastEpoch = training.epochs.at(-1);

const titleBlock = () =>
  h(
    'div',
    {},
    h('h1', {}, 'Training on ', bdi(training.dataset)),
    h('p', { class: 'subtitle' }, bdi(training.config.architecture)),
  );

function answerSection() {
  if (!lastEpoch) return section('answer', 'What came of it', missing('No epoch has ended.'));
  return section(
    'answer',
    'What came of it',
    h(
      'dl',
      { class: 'tiles' },
      figureTile('Loss', significant(lastEpoch.loss, 4), `mean of epoch ${lastEpoch.epoch}`),
      accuraciesOf(training).map(([label, key]) =>
        figureTile(`Accuracy, ${label}`, percent(lastEpoch[key]), `epoch ${lastEpoch.epoch}`),
      ),
    ),
  );
}

const networkSection = () =>
  section(
    'settings',
    'Settings and network',
    h('div', { class: 'whole' }, facts('Settings', flattened(training.config).map(([key, value]) => [words(key), value]))),
    h('details', {}, h('summary', {}, 'The network as text'), h('pre', { class: 'scroll', tabindex: 0 }, training.network)),
  );

function build() {
  document.title = `ann2snn: training on ${isolated(training.dataset)}`;
  document.getElementById('title').append(titleBlock());
  document
    .getElementById('main')
    .append(
      ...[answerSection, () => trainingSection({ training }), networkSection]
        .map((part) => guarded(part))
        .filter(Boolean),
    );
  listContents();
  footer('training.json alone');
}

openPage(build);
