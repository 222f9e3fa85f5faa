// Puts the page together.

function build() {
  document.title = `ann2snn: ${isolated(pageData.network)} on ${isolated(pageData.fit.chip)}`;
  document
    .getElementById('title')
    .append(
      h(
        'div',
        {},
        h('h1', {}, bdi(pageData.network), ' on ', bdi(pageData.fit.title)),
        h(
          'p',
          { class: 'subtitle' },
          pageData.dataset ? `Spikes counted on ${isolated(pageData.dataset)}` : 'No samples ran',
        ),
      ),
    );
  document
    .getElementById('main')
    .append(guarded(() => section('answer', 'On a chip', fitContent(pageData.fit))));
  listContents();
  footer('the result of fit alone', pageData.provenance?.environment?.['ann2snn.version']);
}

openPage(build);
