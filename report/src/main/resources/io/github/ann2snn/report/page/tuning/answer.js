// What a reader wants to know first.

const boundText = (bound) => `at most ${points(bound)} with ${plain(100 * settings.confidence)} % confidence`;

const dropTile = (label, ann, drop, bound, point) =>
  figureTile(
    label,
    `${points(drop)} points`,
    `${boundText(bound)}; ${percent(point.accuracy)} instead of ${percent(ann)} of ${plain(point.counts.samples)} samples`,
  );

function costTile() {
  const [{ field, title, unit }, ...others] = COSTS;
  const { point } = tuning.test ?? choice;
  return figureTile(
    `Mean ${title.replace(/^mean /, '')} of a sample`,
    `${significant(point[field], 4)} ${unit}`,
    others.map((other) => `${significant(point[other.field], 4)} ${other.unit}`).join(', '),
  );
}

const choiceTiles = () => [
  tuning.test &&
    dropTile(
      'Lost on the test samples',
      tuning.test.annAccuracy,
      tuning.test.accuracyDrop,
      tuning.test.upperBound,
      tuning.test.point,
    ),
  dropTile(
    'Lost on the samples that confirmed',
    heldOut.confirmationAccuracy,
    choice.accuracyDrop,
    choice.upperBound,
    choice.point,
  ),
  costTile(),
];

function verdictText() {
  if (choice) return `Trial ${choice.trial} is chosen: ${settingOf(choice.trial)}, ${exitText(choice.point)}.`;
  return tuning.ended
    ? `No setting is shown to lose at most ${plain(settings.maxAccuracyDrop)} points.`
    : 'The search has not ended.';
}

/** A bound holds for a question that is asked without knowing the answers. */
const earlierNotice = () =>
  (tuning.earlier ?? []).map(
    ({ question, tested }) =>
      `Answered before on the same samples${tested ? ', the test samples among them' : ''}: ${questionText(question)}. Of several answers, the one that is taken because of its figures looks better than it is.`,
  );

const answerSection = () =>
  section(
    'answer',
    'What was chosen',
    noticeBox(earlierNotice()),
    h('p', { class: 'verdict' }, bdi(verdictText())),
    h(
      'dl',
      { class: 'tiles' },
      choice && choiceTiles(),
      figureTile('Trials', plain(trials.length), tuning.ended ?? 'so far'),
    ),
  );

const titleBlock = () =>
  h(
    'div',
    {},
    h('h1', {}, 'Tuning for ', bdi(settings.dataset)),
    h(
      'p',
      { class: 'subtitle' },
      `Cheapest in ${questionText(settings)}; T = ${plain(settings.timesteps)}; on ${heldOut.basis}`,
    ),
  );
