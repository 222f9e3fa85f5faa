// Puts the page together.

/** What only a converted network has. */
const OF_CONVERTED = [pointSection, exitSection, fidelitySection, samplesSection, flippedSection];

const DETAILS = [
  pointSection,
  learningSection,
  trainingSection,
  energyDetailSection,
  fitSection,
  activitySection,
  exitSection,
  fidelitySection,
  samplesSection,
  flippedSection,
  confusionSection,
  settingsSection,
  definitionsSection,
];
const detailSections = (run) =>
  DETAILS.filter((build) => !run.results.learning || !OF_CONVERTED.includes(build))
    .map((build) => guarded(build, run)).filter(Boolean);

function build() {
  document.title = `ann2snn: ${several ? runs.map((run) => isolated(run.name)).join(', ') : isolated(runs[0].results.dataset.name)}`;
  document.getElementById('title').append(titleBlock());
  const main = document.getElementById('main');
  main.append(...[answerSection, accuracySection, costSection, energySection].map((build) => guarded(build)));
  const details = h('div', { id: 'details' });
  const show = (run) => {
    details.replaceChildren(...detailSections(run));
    listContents();
  };
  if (several) {
    main.append(
      h(
        'div',
        { class: 'run-chooser' },
        chooser(
          'run',
          'Details of run',
          runs.map((run, i) => [String(i), isolated(run.name)]),
          (value) => show(runs[Number(value)]),
        ),
      ),
    );
  }
  main.append(details);
  show(runs[0]);
  footer('results.json alone', runs[0].results.provenance?.environment?.['ann2snn.version']);
}

openPage(build);
