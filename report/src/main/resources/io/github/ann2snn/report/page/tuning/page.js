// Puts the page together.

function build() {
  document.title = `ann2snn: tuning for ${isolated(settings.dataset)}`;
  document.getElementById('title').append(titleBlock());
  document
    .getElementById('main')
    .append(
      ...[answerSection, frontSection, trialsSection, confirmationSection, settingsSection]
        .map((part) => guarded(part))
        .filter(Boolean),
    );
  listContents();
  footer('tuning.json alone');
}

openPage(build);
