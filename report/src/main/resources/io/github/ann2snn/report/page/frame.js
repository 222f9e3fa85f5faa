// What is around the sections of every page.

/** What the page draws: what the program put into it, untouched. */
const pageData = JSON.parse(document.getElementById('results').textContent);

/** A part that results of another make break must not take the others with it. */
function guarded(build, ...given) {
  try {
    return build(...given);
  } catch (error) {
    console.error(error);
    return h('section', {}, missing(`A part of these results cannot be drawn: ${error.message}`));
  }
}

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

/** Where the numbers come from, at the foot of the page. */
const footer = (source, version) =>
  document
    .getElementById('footer')
    .append(
      h(
        'p',
        {},
        `Drawn from ${source}${version ? `, written by ann2snn ${isolated(version)}` : ''}. ` +
          'This file loads nothing from anywhere. Charts are drawn by D3, whose licence stands in the source of this page.',
      ),
    );

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

/** Opens the page, whose sections `build` makes. */
function openPage(build) {
  themeButton();
  build();
}
