// What was tried, and what was confirmed.

function drawTrials({ svg, width, height }) {
  const steps = settings.timesteps;
  const whole = trials.filter((trial) => trial.accuracyByTimestep.length > 0);
  const every = [...whole.flatMap((trial) => trial.accuracyByTimestep), heldOut.searchAccuracy];
  const x = d3.scaleLinear([1, Math.max(2, steps)], [MARGIN.left, width - MARGIN.right]);
  const y = errorScale(every, heldOut.searchSamples, [height - MARGIN.bottom, MARGIN.top]);
  axes(
    { svg, width, height },
    {
      x,
      y: y.error,
      xLabel: 'time steps',
      yLabel: 'accuracy, % (stretched towards 100)',
      xTicks: stepTicks(steps, width),
      xFormat: d3.format('d'),
      yTicks: y.ticks,
      yFormat: errorTick,
    },
  );
  level(svg, x, y(heldOut.searchAccuracy), 'ann-line', 'ANN');
  const readings = [];
  for (const trial of d3.sort(whole, ({ number }) => number === choice?.trial)) {
    const chosen = trial.number === choice?.trial;
    const last = trial.accuracyByTimestep.length;
    svg
      .append('circle')
      .attr('class', 'mark')
      .attr('r', 2.5)
      .attr('cx', x(last))
      .attr('cy', y(trial.accuracyByTimestep[last - 1]))
      .style('fill', chosen ? CHOSEN.fill : 'var(--faint)');
    svg
      .append('path')
      .attr('class', chosen ? 'line' : 'line faint')
      .style('stroke', chosen ? CHOSEN.fill : null)
      .attr('d', d3.line((d, i) => x(i + 1), y)(trial.accuracyByTimestep));
    trial.accuracyByTimestep.forEach((accuracy, i) =>
      readings.push({
        x: x(i + 1),
        y: y(accuracy),
        rows: [
          [`trial ${trial.number}`, percent(accuracy)],
          ['t', i + 1],
          ['setting', settingOf(trial.number)],
        ],
      }),
    );
  }
  return readings;
}

const trialsTable = () => ({
  columns: [
    { label: 'trial' },
    { label: 'setting' },
    { label: 'accuracy at T, %', format: percentNumber },
    { label: 'SynOps at T', format: plain },
    { label: 'refused' },
  ],
  rows: trials.map((trial) => [
    String(trial.number),
    settingOf(trial.number),
    trial.accuracyByTimestep.at(-1) ?? null,
    trial.synapticOperationsByTimestep.at(-1) ?? null,
    trial.refused ?? '',
  ]),
});

const trialsSection = () =>
  section(
    'trials',
    'Trials',
    trials.some((trial) => trial.accuracyByTimestep.length > 0)
      ? chart({
          id: 'trials',
          title: 'Accuracy after each time step, without early exit',
          about: 'One line for each trial, on the samples of the search.',
          legend: [
            { label: 'trials', kind: 'line', fill: 'var(--faint)' },
            ...(choice ? [{ label: 'the trial chosen', kind: 'line', fill: CHOSEN.fill }] : []),
          ],
          data: trialsTable(),
          draw: drawTrials,
        })
      : missing('No trial could be converted.'),
  );

const confirmationSection = () =>
  tuning.confirmations?.length > 0 &&
  section(
    'confirmation',
    'Confirmation',
    h(
      'p',
      { class: 'small' },
      `On ${plain(heldOut.confirmationSamples)} samples that had no part in the search, from the safest to the cheapest until one fails; the last that passes is chosen.`,
    ),
    table({
      caption: 'Candidates in the order in which they were confirmed',
      columns: [
        { label: 'trial' },
        { label: 'setting' },
        { label: 'stops' },
        { label: 'accuracy, %', format: percentNumber },
        { label: 'lost, points', numeric: true },
        { label: 'at most, points', numeric: true },
        { label: COSTS[0].unit, format: plain },
        { label: 'passes' },
      ],
      rows: tuning.confirmations.map(({ trial, point, accuracyDrop, upperBound, passes }) => [
        String(trial),
        settingOf(trial),
        exitText(point),
        point.accuracy,
        points(accuracyDrop),
        points(upperBound),
        point[COSTS[0].field],
        passes ? 'yes' : 'no',
      ]),
    }),
  );

const settingsSection = () =>
  section(
    'settings',
    'Settings and samples',
    h(
      'div',
      { class: 'pair whole' },
      facts(
        'Settings',
        flattened(settings).map(([key, value]) => [words(key), value]),
      ),
      facts(
        'Samples held out of the training set',
        flattened(heldOut).map(([key, value]) => [words(key), value]),
      ),
    ),
  );
