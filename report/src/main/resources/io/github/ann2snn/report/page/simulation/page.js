// Puts the page together.

function build() {
  document.title = `ann2snn: simulate ${simulation.kind}`;
  document.getElementById('title').append(titleBlock());
  document
    .getElementById('main')
    .append(
      ...[
        answerSection,
        tracesSection,
        rasterSection,
        ratesSection,
        weightsSection,
        windowSection,
        settingsSection,
      ]
        .map((part) => guarded(part))
        .filter(Boolean),
    );
  listContents();
  footer('results.json and the CSV files', simulation.provenance?.['ann2snn.version']);
}

openPage(build);
