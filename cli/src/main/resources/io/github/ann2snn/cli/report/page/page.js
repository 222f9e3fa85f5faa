// Puts the page together.

/** A part that results of another make break must not take the others with it. */
function guarded(build, ...given) {
  try {
    return build(...given);
  } catch (error) {
    console.error(error);
    return h('section', {}, missing(`A part of these results cannot be drawn: ${error.message}`));
  }
}

const DETAILS = [
  energyDetailSection,
  activitySection,
  exitSection,
  fidelitySection,
  samplesSection,
  flippedSection,
  confusionSection,
  settingsSection,
  definitionsSection,
];
const detailSections = (run) => DETAILS.map((build) => guarded(build, run)).filter(Boolean);

/** Links to every section, whatever there is. */
function listContents() {
  document.getElementById('contents').replaceChildren(
    h(
      'ul',
      {},
      [...document.querySelectorAll('main section > h2')].map((heading) =>
        h('li', {}, h('a', { href: `#${heading.parentElement.id}` }, heading.textContent)),
      ),
    ),
  );
}

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
  const version = runs[0].results.provenance?.environment?.['ann2snn.version'];
  document
    .getElementById('footer')
    .append(
      h(
        'p',
        {},
        `Drawn from results.json alone${version ? `, written by ann2snn ${version}` : ''}. ` +
          'This file loads nothing from anywhere. Charts are drawn by D3, whose licence stands in the source of this page.',
      ),
    );
}

/** Light or dark: as the system says, until the reader says otherwise. */
function themeButton() {
  const button = document.getElementById('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () =>
    (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const label = () => button.setAttribute('aria-pressed', String(isDark()));
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    label();
  });
  system.addEventListener('change', label);
  label();
}

themeButton();
build();
